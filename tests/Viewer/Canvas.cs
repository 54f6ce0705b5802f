using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Windowing;
using Silk.NET.OpenGL;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>A hidden window to draw in and to look at, black at first.</summary>
internal sealed class Canvas : IDisposable
{
    public const uint Black = 0xff000000;

    private readonly Window window;

    public Canvas(int width, int height)
    {
        window = VirtualDisplay.Open("canvas", width, height, visible: false);
        Size = window.FramebufferSize;
        Quad = new TexturedQuad(Gl);
        Clear();
    }

    public GL Gl => window.Gl;

    public (int Width, int Height) Size { get; }

    public TexturedQuad Quad { get; }

    public void Clear()
    {
        Gl.ClearColor(0, 0, 0, 1);
        Gl.Clear(ClearBufferMask.ColorBufferBit);
    }

    /// <summary>What was drawn, [height][width].</summary>
    public uint[] Read()
    {
        uint[] picture = FramebufferPicture.Read(Gl, Size.Width, Size.Height);
        Assert.Equal(GLEnum.NoError, Gl.GetError());
        return picture;
    }

    public void Dispose()
    {
        Quad.Dispose();
        window.Dispose();
    }
}
