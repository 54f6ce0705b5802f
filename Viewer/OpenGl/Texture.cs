using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>A picture that OpenGL draws from: RGBA, 8 bits each, its top row first.</summary>
internal sealed unsafe class Texture : IDisposable
{
    private readonly GL gl;
    private readonly uint handle;

    public Texture(GL gl)
    {
        this.gl = gl;
        handle = gl.GenTexture();
        Bind();
        gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, (int)GLEnum.Linear);
        gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureMagFilter, (int)GLEnum.Linear);
        gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureWrapS, (int)GLEnum.ClampToEdge);
        gl.TexParameter(TextureTarget.Texture2D, TextureParameterName.TextureWrapT, (int)GLEnum.ClampToEdge);
    }

    /// <summary>Width in texels; 0 before anything was written.</summary>
    public int Width { get; private set; }

    /// <summary>Height in texels.</summary>
    public int Height { get; private set; }

    /// <summary>Makes it the texture that shaders read.</summary>
    public void Bind()
    {
        gl.ActiveTexture(TextureUnit.Texture0);
        gl.BindTexture(TextureTarget.Texture2D, handle);
    }

    /// <summary>Replaces the picture by one that lies in memory, in rows without gaps.</summary>
    public void Write(int width, int height, ReadOnlySpan<uint> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, (long)width * height, nameof(pixels));
        fixed (uint* first = pixels)
        {
            Write(width, height, first);
        }
    }

    /// <summary>Replaces the picture by one at an address.</summary>
    public void Write(int width, int height, void* pixels)
    {
        Resize(width, height);
        gl.TexSubImage2D(
            TextureTarget.Texture2D, 0, 0, 0, (uint)width, (uint)height, PixelFormat.Rgba, PixelType.UnsignedByte, pixels);
    }

    /// <summary>Replaces the picture by one that a pixel-unpack buffer begins with.</summary>
    public void WriteFromBuffer(int width, int height, uint buffer)
    {
        // While a buffer is bound, an address counts from its start: also the null with which Resize reserves memory.
        Resize(width, height);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, buffer);
        Write(width, height, (void*)0);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, 0);
    }

    public void Dispose() => gl.DeleteTexture(handle);

    private void Resize(int width, int height)
    {
        Bind();
        if ((width, height) == (Width, Height))
        {
            return;
        }

        gl.TexImage2D(
            TextureTarget.Texture2D,
            0,
            InternalFormat.Rgba8,
            (uint)width,
            (uint)height,
            0,
            PixelFormat.Rgba,
            PixelType.UnsignedByte,
            null);
        (Width, Height) = (width, height);
    }
}
