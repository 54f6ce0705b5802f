using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>What has been drawn, as a picture.</summary>
internal static unsafe class FramebufferPicture
{
    private const uint Opaque = 0xff000000;

    /// <summary>Reads the framebuffer, before it is swapped.</summary>
    /// <returns>RGBA with red in the lowest byte and alpha 255, [height][width], the top row first.</returns>
    public static uint[] Read(GL gl, int width, int height)
    {
        uint[] fromBelow = new uint[width * height];
        fixed (uint* pixels = fromBelow)
        {
            gl.ReadPixels(0, 0, (uint)width, (uint)height, PixelFormat.Rgba, PixelType.UnsignedByte, pixels);
        }

        uint[] picture = new uint[width * height];
        for (int y = 0; y < height; y++)
        {
            int source = (height - 1 - y) * width;
            for (int x = 0; x < width; x++)
            {
                picture[y * width + x] = fromBelow[source + x] | Opaque;
            }
        }

        return picture;
    }
}
