namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// What a picture shows of a cell, whatever its colours: what the cell is in the lowest byte, and how much of it, its
/// level, in the next. Territories have 0 for the sun and n for species n, layers of numbers have 0 and the place in the ramp.
/// </summary>
public static class CellCode
{
    /// <summary>What a cell is whose value is no number.</summary>
    public const int NoNumber = 253;

    /// <summary>What a wall is.</summary>
    public const int Wall = 254;

    /// <summary>What lies between the worlds of a mosaic.</summary>
    public const int Gap = 255;

    /// <summary>The highest level, which everything has that knows no other.</summary>
    public const int Full = 255;

    /// <summary>A code.</summary>
    /// <param name="what">What the cell is, 0 to 255.</param>
    /// <param name="level">How much of it, 0 to <see cref="Full"/>.</param>
    public static uint Of(int what, int level) => (uint)(what | level << 8);

    /// <summary>What a cell is.</summary>
    public static int What(uint code) => (int)(code & 0xff);

    /// <summary>How much of it.</summary>
    public static int Level(uint code) => (int)(code >> 8 & 0xff);

    /// <summary>A colour, RGBA8, times 0.7 + 0.3 · level / 255, each component rounded: at the full level the colour itself.</summary>
    public static uint Shade(uint colour, int level) =>
        Shade(colour, 0, level) | Shade(colour, 8, level) | Shade(colour, 16, level) | colour & 0xff000000u;

    // c (0.7 + 0.3 level / 255) + 1/2 over the denominator 2550, in whole numbers, so that it is the same everywhere. By way of
    // signed ones, since GPUs are not faster with others and ILGPU is slower.
    private static uint Shade(uint colour, int shift, int level) =>
        (uint)(((int)(colour >> shift & 0xff) * (1785 + 3 * level) + 1275) / 2550) << shift;
}
