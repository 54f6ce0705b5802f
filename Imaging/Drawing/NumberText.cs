using System.Globalization;

namespace GpuEcosystem.Imaging.Drawing;

/// <summary>How numbers are written.</summary>
internal static class NumberText
{
    /// <summary>A number of steps: "1,200".</summary>
    public static string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A number of steps on an axis, where there is little room: "1,200", "12M".</summary>
    public static string Short(long value) => value % 1_000_000 == 0 && value != 0 ? $"{Whole(value / 1_000_000)}M" : Whole(value);

    /// <summary>A value with two digits after the point, or a power of ten where that would be long.</summary>
    public static string Fixed(float value) => Math.Abs(value) < 1000 ? Write(value, "0.00") : Other(value);

    /// <summary>A value with three digits that count: "0.123", "12.3", "1.23e−5".</summary>
    public static string Digits(float value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001f => Other(value),
        < 1 => Write(value, "0.###"),
        < 10 => Write(value, "0.##"),
        < 100 => Write(value, "0.#"),
        < 10_000 => Write(value, "0"),
        _ => Other(value),
    };

    /// <summary>A rate in times a second: "0.5", "60", "1,200".</summary>
    public static string Rate(double value) =>
        value is > 0 and < 9.95 ? Write((float)value, "0.0") : Whole((long)Math.Round(value));

    /// <summary>A share: "24%", and "&lt;1%" for what is there but rounds to nothing.</summary>
    public static string Percent(float share) => share is > 0 and < 0.005f ? "<1%" : Write(share * 100, "0") + "%";

    private static string Other(float value) => value switch
    {
        float.NaN => "NaN",
        float.PositiveInfinity => "∞",
        float.NegativeInfinity => "−∞",
        _ => Write(value, "0.0e0"),
    };

    private static string Write(float value, string format)
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        bool isMinusZero = text.StartsWith('-') && !text.Any(c => c is >= '1' and <= '9');
        return isMinusZero ? text[1..] : text.Replace('-', '−');
    }
}
