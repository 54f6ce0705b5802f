using System.Drawing;
using Xunit;
using Texture = GpuEcosystem.Viewer.OpenGl.Texture;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>Every pixel shows the texel that lies under its centre, and nothing else.</summary>
[Collection(ViewerCollection.Name)]
public class TexturedQuadTests
{
    private const int Texels = 20;
    private static readonly RectangleF whole = new(0, 0, 1, 1);

    /// <summary>Factors, places within and beyond the window, and parts of the picture, in texels.</summary>
    public static TheoryData<float, float, float, int, int, int, int> Cases => new()
    {
        { 1, 0, 0, 0, 0, Texels, Texels },
        { 1, 13, 7, 0, 0, Texels, Texels },
        { 3, 5, 11, 0, 0, Texels, Texels },
        { 7.5f, 0, 0, 0, 0, Texels, Texels },
        { 7.5f, 3.25f, -4.75f, 0, 0, Texels, Texels },
        { 7.5f, -20, -31.5f, 0, 0, Texels, Texels },
        { 40, -301, -205.5f, 0, 0, Texels, Texels },
        { 3, 10, 10, 3, 7, 6, 11 },
        { 7.5f, 1.5f, 2, 13, 1, 7, 3 },
        { 0.75f, 2, 3, 0, 0, Texels, Texels },
        { 1, 9, 9, 1, 17, 13, 3 },
        { 1001, -7000, -13000, 0, 0, Texels, Texels },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pixels_are_texels(float zoom, float left, float top, int partX, int partY, int partWidth, int partHeight)
    {
        using Canvas canvas = new(160, 120);
        using Texture texture = new(canvas.Gl);
        uint[] texels = Numbered();
        texture.Write(Texels, Texels, texels);
        RectangleF target = new(left, top, partWidth * zoom, partHeight * zoom);
        RectangleF part = new(
            (float)partX / Texels, (float)partY / Texels, (float)partWidth / Texels, (float)partHeight / Texels);
        canvas.Quad.Draw(texture, target, part, smooth: false, blend: false, canvas.Size);

        uint[] pixels = canvas.Read();
        for (int y = 0; y < canvas.Size.Height; y++)
        {
            for (int x = 0; x < canvas.Size.Width; x++)
            {
                double column = Math.Floor((x + 0.5 - left) / zoom);
                double row = Math.Floor((y + 0.5 - top) / zoom);
                bool inside = column >= 0 && row >= 0 && column < partWidth && row < partHeight;
                uint expected = inside ? texels[(partY + (int)row) * Texels + partX + (int)column] : Canvas.Black;
                uint found = pixels[y * canvas.Size.Width + x];
                Assert.True(expected == found, $"at {x}, {y}: {found:x8} instead of {expected:x8}");
            }
        }
    }

    /// <summary>Mixed colours do not come from outside the part.</summary>
    [Fact]
    public void Smooth_drawing_mixes_within_the_part()
    {
        using Canvas canvas = new(64, 16);
        using Texture texture = new(canvas.Gl);
        texture.Write(4, 1, [0xff0000ff, 0xff000000, 0xffffffff, 0xff0000ff]);
        canvas.Quad.Draw(
            texture, new RectangleF(0, 0, 64, 16), new RectangleF(0.25f, 0, 0.5f, 1), smooth: true, blend: false, canvas.Size);

        byte[] greens = [.. canvas.Read().Take(64).Select(pixel => (byte)(pixel >> 8))];
        byte[] reds = [.. canvas.Read().Take(64).Select(pixel => (byte)pixel)];
        Assert.Equal(greens, reds);
        Assert.All(greens[..16], green => Assert.Equal(0, green));
        Assert.All(greens[48..], green => Assert.Equal(255, green));
        Assert.InRange(greens[32], 124, 136);
        Assert.Equal(greens, greens.Order());
    }

    [Fact]
    public void Blending_takes_premultiplied_alpha()
    {
        using Canvas canvas = new(16, 16);
        using Texture texture = new(canvas.Gl);
        RectangleF all = new(0, 0, 16, 16);
        texture.Write(1, 1, [0xffc80000]);
        canvas.Quad.Draw(texture, all, whole, smooth: false, blend: false, canvas.Size);
        texture.Write(1, 1, [0x80000040]);
        canvas.Quad.Draw(texture, all, whole, smooth: false, blend: true, canvas.Size);
        uint pixel = canvas.Read()[0];
        Assert.Equal(0x40u, pixel & 0xff);
        Assert.InRange((pixel >> 16) & 0xff, 99u, 101u);
    }

    private static uint[] Numbered() =>
        [.. Enumerable.Range(0, Texels * Texels).Select(i =>
            (uint)(0xff000000 | (uint)(i % Texels * 12) | (uint)(i / Texels * 12 << 8) | ((i % Texels + i / Texels) % 2 * 0xff0000u)))];
}
