using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>Small pictures made of lines, about 14 pixels wide, around a middle.</summary>
internal static class Icons
{
    /// <summary>An arrow head without a shaft: −1 to the left, 1 to the right.</summary>
    public static void Chevron(Ink ink, SKPoint middle, int direction, SKColor color)
    {
        float back = middle.X - 2 * direction;
        Stroke(ink, color, new(back, middle.Y - 4), new(middle.X + 2 * direction, middle.Y), new(back, middle.Y + 4));
    }

    /// <summary>An arrow head that points down.</summary>
    public static void ChevronDown(Ink ink, SKPoint middle, SKColor color) =>
        Stroke(ink, color, new(middle.X - 4, middle.Y - 2), new(middle.X, middle.Y + 2), new(middle.X + 4, middle.Y - 2));

    /// <summary>Two bars.</summary>
    public static void Pause(Ink ink, SKPoint middle, SKColor color)
    {
        ink.Fill(new SKRect(middle.X - 4, middle.Y - 5, middle.X - 1.25f, middle.Y + 5), color, 1);
        ink.Fill(new SKRect(middle.X + 1.25f, middle.Y - 5, middle.X + 4, middle.Y + 5), color, 1);
    }

    /// <summary>A triangle.</summary>
    public static void Play(Ink ink, SKPoint middle, SKColor color) => Triangle(ink, middle.X - 3.5f, middle.Y, color);

    /// <summary>A triangle that meets a bar.</summary>
    public static void StepOnce(Ink ink, SKPoint middle, SKColor color)
    {
        Triangle(ink, middle.X - 5, middle.Y, color);
        ink.Fill(new SKRect(middle.X + 3.5f, middle.Y - 5, middle.X + 5.5f, middle.Y + 5), color, 1);
    }

    /// <summary>Back to the beginning.</summary>
    public static void Restart(Ink ink, SKPoint middle, SKColor color) =>
        ink.Text("↺", middle.X, middle.Y, color, 14, align: TextAlign.Center);

    /// <summary>A cross.</summary>
    public static void Cross(Ink ink, SKPoint middle, SKColor color)
    {
        ink.Line(middle.X - 3.5f, middle.Y - 3.5f, middle.X + 3.5f, middle.Y + 3.5f, color, 1.5f);
        ink.Line(middle.X - 3.5f, middle.Y + 3.5f, middle.X + 3.5f, middle.Y - 3.5f, color, 1.5f);
    }

    /// <summary>A glass to look through.</summary>
    public static void Magnifier(Ink ink, SKPoint middle, SKColor color)
    {
        ink.Outline(new SKRect(middle.X - 5.5f, middle.Y - 5.5f, middle.X + 2.5f, middle.Y + 2.5f), color, 1.5f, 4);
        ink.Line(middle.X + 1.5f, middle.Y + 1.5f, middle.X + 5.5f, middle.Y + 5.5f, color, 1.5f);
    }

    /// <summary>Arrows to all sides: moving the view.</summary>
    public static void Look(Ink ink, SKPoint middle, SKColor color)
    {
        for (int side = 0; side < 4; side++)
        {
            ink.Canvas.Save();
            ink.Canvas.RotateDegrees(90 * side, middle.X, middle.Y);
            ink.Line(middle.X, middle.Y, middle.X, middle.Y - 7, color, 1.5f);
            float back = middle.Y - 5;
            Stroke(ink, color, new(middle.X - 2.5f, back), new(middle.X, middle.Y - 7.5f), new(middle.X + 2.5f, back));
            ink.Canvas.Restore();
        }
    }

    /// <summary>Bricks.</summary>
    public static void Wall(Ink ink, SKPoint middle, SKColor color)
    {
        ink.Outline(new SKRect(middle.X - 8, middle.Y - 6.5f, middle.X + 8, middle.Y + 6.5f), color, 1.5f, 1.5f);
        ink.Line(middle.X - 8, middle.Y, middle.X + 8, middle.Y, color, 1.5f);
        ink.Line(middle.X - 2, middle.Y - 6.5f, middle.X - 2, middle.Y, color, 1.5f);
        ink.Line(middle.X + 2.5f, middle.Y, middle.X + 2.5f, middle.Y + 6.5f, color, 1.5f);
    }

    /// <summary>A rubber.</summary>
    public static void Erase(Ink ink, SKPoint middle, SKColor color)
    {
        ink.Canvas.Save();
        ink.Canvas.RotateDegrees(-40, middle.X, middle.Y);
        ink.Outline(new SKRect(middle.X - 8, middle.Y - 4, middle.X + 8, middle.Y + 4), color, 1.5f, 2);
        ink.Fill(new SKRect(middle.X - 8, middle.Y - 4, middle.X - 1, middle.Y + 4), color, 2);
        ink.Canvas.Restore();
    }

    /// <summary>A drop.</summary>
    public static void Paint(Ink ink, SKPoint middle, SKColor color)
    {
        using SKPathBuilder drop = new();
        drop.MoveTo(middle.X, middle.Y - 8);
        drop.CubicTo(middle.X + 3, middle.Y - 3, middle.X + 5.5f, middle.Y, middle.X + 5.5f, middle.Y + 2.5f);
        drop.CubicTo(middle.X + 5.5f, middle.Y + 9, middle.X - 5.5f, middle.Y + 9, middle.X - 5.5f, middle.Y + 2.5f);
        drop.CubicTo(middle.X - 5.5f, middle.Y, middle.X - 3, middle.Y - 3, middle.X, middle.Y - 8);
        using SKPath path = drop.Detach();
        using SKPaint paint = new() { Color = color, IsAntialias = true };
        ink.Canvas.DrawPath(path, paint);
    }

    /// <summary>Grains.</summary>
    public static void Seeds(Ink ink, SKPoint middle, SKColor color)
    {
        const float Radius = 1.75f;
        ReadOnlySpan<(float X, float Y)> grains = [(0, -6), (-6, -2.5f), (5.5f, -1), (-1, 0.5f), (-5, 5), (2.5f, 6)];
        foreach ((float x, float y) in grains)
        {
            SKPoint grain = new(middle.X + x, middle.Y + y);
            ink.Fill(SKRect.Inflate(new SKRect(grain.X, grain.Y, grain.X, grain.Y), Radius, Radius), color, Radius);
        }
    }

    private static void Triangle(Ink ink, float left, float middle, SKColor color)
    {
        using SKPathBuilder triangle = new();
        triangle.MoveTo(left, middle - 5.5f);
        triangle.LineTo(left + 8.5f, middle);
        triangle.LineTo(left, middle + 5.5f);
        triangle.Close();
        using SKPath path = triangle.Detach();
        using SKPaint paint = new() { Color = color, IsAntialias = true };
        ink.Canvas.DrawPath(path, paint);
    }

    private static void Stroke(Ink ink, SKColor color, SKPoint from, SKPoint corner, SKPoint to)
    {
        using SKPathBuilder lines = new();
        lines.MoveTo(from);
        lines.LineTo(corner);
        lines.LineTo(to);
        using SKPath path = lines.Detach();
        using SKPaint paint = new()
        {
            Color = color,
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = 1.5f,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        ink.Canvas.DrawPath(path, paint);
    }
}
