using GpuEcosystem.Viewer.OpenGl;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>The host's memory for one picture, from which OpenGL fills a texture. Used on the window's thread.</summary>
internal unsafe interface IPixelSource : IDisposable
{
    /// <summary>The first pixel, which any thread may write while OpenGL does not read.</summary>
    uint* Memory { get; }

    /// <summary>Whether OpenGL has read what it was given.</summary>
    bool IsRead { get; }

    /// <summary>Waits until OpenGL has read what it was given.</summary>
    void WaitUntilRead();

    /// <summary>Makes the first pixels the content of a texture.</summary>
    void Upload(Texture texture, int width, int height);
}
