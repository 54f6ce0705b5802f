namespace GpuEcosystem.Viewer.Pixels;

/// <summary>Ways from a world's device to the screen.</summary>
internal enum PixelPath
{
    /// <summary>CUDA writes into OpenGL's memory on the GPU.</summary>
    CudaInterop,

    /// <summary>The CPU writes into memory that OpenGL reads.</summary>
    HostMapped,

    /// <summary>The device writes into its own memory, which is copied to where OpenGL reads.</summary>
    Copy,
}
