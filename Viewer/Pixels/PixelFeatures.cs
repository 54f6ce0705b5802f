namespace GpuEcosystem.Viewer.Pixels;

/// <summary>What may be used between a device and OpenGL; tests take some of it away.</summary>
[Flags]
internal enum PixelFeatures
{
    /// <summary>The device may write into OpenGL's memory.</summary>
    Sharing = 1,

    /// <summary>OpenGL's memory may stay in the host's address space.</summary>
    Mapping = 2,

    All = Sharing | Mapping,
}
