using SkiaSharp;

namespace GpuEcosystem.Imaging.Drawing;

/// <summary>The letters that come with the program, since Skia has none of the system's on Linux.</summary>
public static class InterFont
{
    /// <summary>The typeface's name.</summary>
    public const string Name = "Inter";

    /// <summary>For text.</summary>
    public static SKTypeface Regular { get; } = Load("Inter-Regular.otf");

    /// <summary>For headings.</summary>
    public static SKTypeface SemiBold { get; } = Load("Inter-SemiBold.otf");

    private static SKTypeface Load(string name)
    {
        using Stream stream = typeof(InterFont).Assembly.GetManifestResourceStream(name)!;
        return SKTypeface.FromStream(stream);
    }
}
