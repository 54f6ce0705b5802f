namespace GpuEcosystem.Engine.Display;

/// <summary>A colour in Oklab, in which equal distances look equally large.</summary>
internal readonly record struct Oklab(double Lightness, double GreenRed, double BlueYellow)
{
    /// <summary>Of a colour in RGBA8.</summary>
    public static Oklab Of(uint colour)
    {
        double red = Linear(colour & 0xff);
        double green = Linear(colour >> 8 & 0xff);
        double blue = Linear(colour >> 16 & 0xff);
        double l = Math.Cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.Cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.Cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new Oklab(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// <summary>A colour between two.</summary>
    public static Oklab Between(Oklab from, Oklab to, double part) => new(
        from.Lightness + part * (to.Lightness - from.Lightness),
        from.GreenRed + part * (to.GreenRed - from.GreenRed),
        from.BlueYellow + part * (to.BlueYellow - from.BlueYellow));

    /// <summary>The colour in opaque RGBA8.</summary>
    public uint ToRgba()
    {
        double l = Math.Pow(Lightness + 0.3963377774 * GreenRed + 0.2158037573 * BlueYellow, 3);
        double m = Math.Pow(Lightness - 0.1055613458 * GreenRed - 0.0638541728 * BlueYellow, 3);
        double s = Math.Pow(Lightness - 0.0894841775 * GreenRed - 1.2914855480 * BlueYellow, 3);
        return 0xff000000u
            | Component(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s) << 16
            | Component(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) << 8
            | Component(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    }

    private static double Linear(uint component)
    {
        double value = component / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static uint Component(double linear)
    {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (uint)Math.Round(255 * Math.Clamp(value, 0, 1));
    }
}
