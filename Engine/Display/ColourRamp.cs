using GpuEcosystem.Kernels.Display;

namespace GpuEcosystem.Engine.Display;

/// <summary>The colours in which a layer's numbers are drawn, for pictures and legends.</summary>
public sealed class ColourRamp
{
    /// <summary>How many times the mean distance of the sun's vectors has the last colour.</summary>
    private const float LargestDivergence = 3;

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

    /// <summary>A layer's ramp; null for <see cref="Layer.Territory"/>, which shows entities, not numbers.</summary>
    public static ColourRamp? Of(LayerChoice choice, Palette palette) => choice.Layer switch
    {
        Layer.Territory => null,
        Layer.Aliveness => new ColourRamp(0, 1, Through(Palette.Sun, palette.Species(choice.Index))),
        Layer.Channel => new ColourRamp(-1, 1, blueToOrange),
        Layer.SunDivergence => new ColourRamp(0, LargestDivergence, darkToBright),
        _ => new ColourRamp(0, 1, darkToBright),
    };

    /// <summary>The colours as the device wants them.</summary>
    internal uint[] ToArray() => colours;

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
