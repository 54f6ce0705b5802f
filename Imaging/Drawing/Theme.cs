using SkiaSharp;

namespace GpuEcosystem.Imaging.Drawing;

/// <summary>The program's colours and measures; lengths are logical pixels, which a high-DPI screen enlarges.</summary>
internal static class Theme
{
    public static readonly SKColor Backdrop = new(0x0c, 0x0e, 0x14);
    public static readonly SKColor Surface = new(0x14, 0x17, 0x20, 0xf2);
    public static readonly SKColor Raised = new(0x1f, 0x24, 0x30);
    public static readonly SKColor Hovered = new(0x2b, 0x32, 0x42);
    public static readonly SKColor Line = new(0x2e, 0x35, 0x45);
    public static readonly SKColor Text = new(0xe8, 0xec, 0xf4);
    public static readonly SKColor Muted = new(0x93, 0x9d, 0xb2);
    public static readonly SKColor Accent = new(0x5b, 0xb8, 0xff);
    public static readonly SKColor Warning = new(0xff, 0xb4, 0x54);

    public const float Padding = 14;
    public const float Gap = 8;
    public const float RowHeight = 26;
    public const float CornerRadius = 6;
    public const float TextSize = 13;
    public const float SmallSize = 11.5f;
    public const float TitleSize = 15;

    /// <summary>The colour of letters that can be read on a ground, by its luma (ITU-R BT.601).</summary>
    public static SKColor LettersOn(SKColor ground) =>
        0.299f * ground.Red + 0.587f * ground.Green + 0.114f * ground.Blue > 115 ? Backdrop : Text;

    /// <summary>A palette's colour, RGBA8 with red in the lowest byte, as the drawing library names it.</summary>
    public static SKColor FromRgba(uint rgba) => new((byte)rgba, (byte)(rgba >> 8), (byte)(rgba >> 16), (byte)(rgba >> 24));
}
