using System.Numerics;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.OpenGl;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>Drawn sheets and lines are where they should be.</summary>
[Collection(ViewerCollection.Name)]
public class SheetTests
{
    private const uint White = 0xffffffff;

    /// <summary>Shapes to the pixel, scaled, over what was there.</summary>
    [Fact]
    public void Shapes_are_in_their_place()
    {
        using Canvas canvas = new(80, 60);
        using Sheet sheet = new(canvas.Gl);
        sheet.Paint(30, 20, 2, skia => new Ink(skia).Fill(new SKRect(2, 3, 12, 8), SKColors.White, radius: 0));
        sheet.Show(canvas.Quad, 10, 5, canvas.Size);
        AssertWhite(canvas, (x, y) => x is >= 14 and < 34 && y is >= 11 and < 21);

        // The next picture begins with nothing of the last one.
        canvas.Clear();
        sheet.Paint(30, 20, 1, skia => new Ink(skia).Fill(new SKRect(0, 0, 1, 1), SKColors.White, radius: 0));
        sheet.Show(canvas.Quad, 50, 40, canvas.Size);
        AssertWhite(canvas, (x, y) => x == 50 && y == 40);
    }

    [Fact]
    public void Text_is_in_its_place()
    {
        using Canvas canvas = new(120, 60);
        using Sheet sheet = new(canvas.Gl);
        sheet.Paint(100, 40, 1, skia => new Ink(skia).Text("HHHH", 10, 20, SKColors.White, size: 20, bold: true));
        sheet.Show(canvas.Quad, 15, 5, canvas.Size);
        uint[] pixels = canvas.Read();
        List<(int X, int Y)> lit = [];
        for (int i = 0; i < pixels.Length; i++)
        {
            if ((pixels[i] & 0xff) > 128)
            {
                lit.Add((i % canvas.Size.Width, i / canvas.Size.Width));
            }
        }

        float width = Ink.Measure("HHHH", 20, bold: true);
        Assert.InRange(lit.Min(pixel => pixel.X), 25, 28);
        Assert.InRange(lit.Max(pixel => pixel.X), 25 + width - 4, 25 + width);
        Assert.InRange((lit.Min(pixel => pixel.Y) + lit.Max(pixel => pixel.Y)) / 2f, 24, 26);
    }

    [Fact]
    public void Upright_lines_are_sharp()
    {
        using Canvas canvas = new(40, 30);
        using Outlines outlines = new(canvas.Gl);
        Vector2[] corners = [new(5.5f, 6.5f), new(30.5f, 6.5f), new(30.5f, 20.5f), new(5.5f, 20.5f)];
        outlines.Draw(corners, closed: true, SKColors.White, thickness: 1, canvas.Size);
        AssertWhite(canvas, (x, y) => x is >= 5 and <= 30 && y is >= 6 and <= 20 && (x is 5 or 30 || y is 6 or 20));

        canvas.Clear();
        outlines.Draw([new(4, 10), new(24, 10)], closed: false, SKColors.White, thickness: 4, canvas.Size);
        AssertWhite(canvas, (x, y) => x is >= 4 and < 24 && y is >= 8 and < 12);
    }

    [Fact]
    public void A_circle_is_round()
    {
        using Canvas canvas = new(60, 60);
        using Outlines outlines = new(canvas.Gl);
        Vector2 center = new(30, 30);
        Vector2[] points = [.. Enumerable.Range(0, 64).Select(i =>
            center + 20 * new Vector2(MathF.Cos(i * MathF.Tau / 64), MathF.Sin(i * MathF.Tau / 64)))];
        outlines.Draw(points, closed: true, SKColors.White, thickness: 3, canvas.Size);
        uint[] pixels = canvas.Read();
        for (int i = 0; i < pixels.Length; i++)
        {
            Vector2 pixel = new(i % canvas.Size.Width + 0.5f, i / canvas.Size.Width + 0.5f);
            float expected = Math.Clamp(2 - Math.Abs(Vector2.Distance(pixel, center) - 20), 0, 1);
            Assert.InRange((pixels[i] & 0xff) / 255f, expected - 0.1f, expected + 0.1f);
        }
    }

    /// <summary>A minimised window has no pixels, and a panel without content none either.</summary>
    [Fact]
    public void Nothing_can_be_drawn()
    {
        using Canvas canvas = new(20, 20);
        using Sheet sheet = new(canvas.Gl);
        using Outlines outlines = new(canvas.Gl);
        sheet.Show(canvas.Quad, 0, 0, canvas.Size);
        sheet.Paint(0, 0, 1, skia => skia.Clear(SKColors.White));
        sheet.Show(canvas.Quad, 0, 0, canvas.Size);
        sheet.Paint(10, 10, 1, skia => skia.Clear(SKColors.White));
        sheet.Show(canvas.Quad, 0, 0, (0, 0));
        outlines.Draw([new(0, 0), new(9, 9)], closed: false, SKColors.White, thickness: 2, (0, 0));
        outlines.Draw([new(3, 3), new(3, 3)], closed: true, SKColors.White, thickness: 2, canvas.Size);
        Assert.Empty(FramebufferPicture.Read(canvas.Gl, 0, 0));
        AssertWhite(canvas, (_, _) => false);
    }

    private static void AssertWhite(Canvas canvas, Func<int, int, bool> white)
    {
        uint[] pixels = canvas.Read();
        for (int i = 0; i < pixels.Length; i++)
        {
            (int x, int y) = (i % canvas.Size.Width, i / canvas.Size.Width);
            Assert.True(pixels[i] == (white(x, y) ? White : Canvas.Black), $"at {x}, {y}: {pixels[i]:x8}");
        }
    }
}
