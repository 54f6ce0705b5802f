using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>A key as a keyboard shows it.</summary>
internal static class KeyCap
{
    private const float Height = 20;
    private const float Padding = 7;

    /// <summary>How wide a key's cap is: no narrower than it is high.</summary>
    public static float Width(string key) => Math.Max(Height, Ink.Measure(key, Theme.SmallSize, true) + 2 * Padding);

    /// <summary>Draws it, and says where it ends.</summary>
    public static float Draw(Ink ink, string key, float left, float middle)
    {
        SKRect cap = SKRect.Create(left, middle - Height / 2, Width(key), Height);
        ink.Fill(cap, Theme.Hovered, 4);
        ink.Fill(new SKRect(cap.Left, cap.Top, cap.Right, cap.Bottom - 2), Theme.Raised, 4);
        ink.Outline(SKRect.Inflate(cap, -0.5f, -0.5f), Theme.Line, radius: 3.5f);
        ink.Text(key, cap.MidX, middle - 1, Theme.Text, Theme.SmallSize, bold: true, TextAlign.Center);
        return cap.Right;
    }
}
