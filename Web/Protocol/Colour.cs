using System.Globalization;

namespace GpuEcosystem.Web.Protocol;

/// <summary>Colours as a page has them.</summary>
internal static class Colour
{
    /// <summary><c>#rrggbb</c>, of RGBA8 with red in the lowest byte.</summary>
    public static string Text(uint rgba) => $"#{Digits(rgba)}";

    /// <summary><c>rrggbb</c>.</summary>
    public static string Digits(uint rgba) =>
        ((rgba & 0xff) << 16 | (rgba & 0xff00) | rgba >> 16 & 0xff).ToString("x6", CultureInfo.InvariantCulture);
}
