using GpuEcosystem.Kernels.Display;

namespace GpuEcosystem.Engine.Display;

/// <summary>The colours in which a layer's numbers are drawn, for pictures and legends.</summary>
public sealed class ColourRamp
{
    private static readonly uint[] darkToBright = Through(
        Palette.Sun,
        Palette.FromRedGreenBlue(0x35307f),
        Palette.FromRedGreenBlue(0x1d7a94),
        Palette.FromRedGreenBlue(0x6fc06a),
        Palette.FromRedGreenBlue(0xfdf3b0));

    private static readonly uint[] blueToOrange =
        Through(Palette.FromRedGreenBlue(0x4aa8ff), Palette.Sun, Palette.FromRedGreenBlue(0xff9a3c));

    private readonly uint[] colours;

    private ColourRamp(float low, float high, uint[] colours)
    {
        Low = low;
        High = high;
        this.colours = colours;
    }

    /// <summary>The value of the first colour; smaller values have it too.</summary>
    public float Low { get; }

    /// <summary>The value of the last colour; larger values have it too.</summary>
    public float High { get; }

    /// <summary>RGBA8 with red in the lowest byte, 256 of them, for values evenly spaced from low to high.</summary>
    public IReadOnlyList<uint> Colours => colours;

    /// <summary>For what goes both ways from 0: −1 to 1.</summary>
    internal static ColourRamp BlueToOrange { get; } = new(-1, 1, blueToOrange);

    /// <summary>For numbers n / 7 whose bits mean red, green and blue.</summary>
    internal static ColourRamp RedGreenBlue { get; } = new(0, 1, InSteps(
    [
        Palette.Sun,
        .. ((uint[])[0xf0504a, 0x4fc96b, 0xf2d24b, 0x4a86f0, 0xd65bd6, 0x4fd0d8, 0xf2f2f2]).Select(Palette.FromRedGreenBlue),
    ]));

    /// <summary>For what grows from 0.</summary>
    internal static ColourRamp DarkToBright(float high) => new(0, high, darkToBright);

    /// <summary>For the share that one colour has in a mixture with another: 0 to 1, as the mean of pixels has it.</summary>
    internal static ColourRamp Mixing(uint first, uint second) => new(0, 1,
    [
        .. Enumerable.Range(0, FieldColouring.Colours).Select(i => Enumerable.Range(0, sizeof(uint)).Aggregate(0u, (mixed, part) =>
        {
            (uint from, uint to) = (first >> (8 * part) & 0xff, second >> (8 * part) & 0xff);
            return mixed | (uint)Math.Round(from + (double)i * ((int)to - (int)from) / (FieldColouring.Colours - 1)) << (8 * part);
        })),
    ]);

    /// <summary>From the sun's colour to another: 0 to 1.</summary>
    internal static ColourRamp Towards(uint colour) => new(0, 1, Through(Palette.Sun, colour));

    /// <summary>The colours as the device wants them.</summary>
    internal uint[] ToArray() => colours;

    private static uint[] InSteps(IReadOnlyList<uint> steps) =>
    [
        .. Enumerable.Range(0, FieldColouring.Colours)
            .Select(i => steps[(int)Math.Round((double)i * (steps.Count - 1) / (FieldColouring.Colours - 1))]),
    ];

    // Evenly from colour to colour, as the eye sees it.
    private static uint[] Through(params Oklab[] stops)
    {
        uint[] colours = new uint[FieldColouring.Colours];
        for (int i = 0; i < colours.Length; i++)
        {
            double place = (double)i * (stops.Length - 1) / (colours.Length - 1);
            int stop = Math.Min((int)place, stops.Length - 2);
            colours[i] = Oklab.Between(stops[stop], stops[stop + 1], place - stop).ToRgba();
        }

        return colours;
    }

    private static uint[] Through(params uint[] stops) => Through(Array.ConvertAll(stops, Oklab.Of));
}
