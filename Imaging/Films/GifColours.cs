using GpuEcosystem.Engine.Display;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Imaging.Films;

/// <summary>
/// The 255 colours that a GIF film has, chosen from the palette and not from what happens to be shown: the same colour looks
/// the same in every frame and every film, and the palette's own colours are exact. Other colours become the nearest.
/// </summary>
/// <remarks>Why they are no library's stands beside <see cref="GifFilm"/>.</remarks>
internal sealed class GifColours
{
    /// <summary>The index of what stays as it was.</summary>
    public const byte Transparent = 255;

    // The darkest that the colouring kernel draws a species.
    private const float LeastBrightness = 0.7f;

    private readonly List<uint> colours;

    // One more than the index of each colour of 24 bits that has been looked for; 0 for others.
    private readonly byte[] known = new byte[1 << 24];

    private GifColours(IEnumerable<uint> colours) => this.colours = [.. colours.Distinct().Take(Transparent)];

    /// <summary>Red, green and blue of 256 entries, <c>[256][3]</c>.</summary>
    public byte[] Table
    {
        get
        {
            byte[] table = new byte[3 * 256];
            for (int i = 0; i < colours.Count; i++)
            {
                for (int component = 0; component < 3; component++)
                {
                    table[3 * i + component] = (byte)Component(colours[i], component);
                }
            }

            return table;
        }
    }

    /// <summary>The colours for what pictures show.</summary>
    /// <param name="style">What that is.</param>
    /// <param name="species">How many species there are.</param>
    /// <param name="averages">Whether pixels average several cells.</param>
    public static GifColours Of(PictureStyle style, int species, bool averages) =>
        style.Layer.Ramp(style.Palette) is ColourRamp ramp
            ? new GifColours(OfRamp(ramp))
            : new GifColours(OfTerritory(style.Palette.Colours(species), species, averages));

    /// <summary>The table's nearest colour.</summary>
    public byte IndexOf(uint colour)
    {
        ref byte entry = ref known[colour & 0xffffff];
        if (entry == 0)
        {
            entry = (byte)(Nearest(colour) + 1);
        }

        return (byte)(entry - 1);
    }

    // A ramp has 256 colours, one or two more than there is room for beside the walls'. Its ends are exact.
    private static IEnumerable<uint> OfRamp(ColourRamp ramp)
    {
        int room = Transparent - 1;
        return Enumerable.Range(0, room)
            .Select(i => ramp.Colours[(i * (ramp.Colours.Count - 1) + (room - 1) / 2) / (room - 1)])
            .Prepend(Palette.Wall);
    }

    // All entities' own colours; as many levels of brightness as there is room for; and between cells of two entities,
    // where pixels are averages, what lies half and a quarter of the way between their colours.
    private static IEnumerable<uint> OfTerritory(uint[] palette, int species, bool averages)
    {
        int room = Transparent - palette.Length;
        int levels = Math.Max(2, 1 + (averages ? room / 2 : room) / species);
        IEnumerable<uint> darker =
            from level in Enumerable.Range(1, levels - 1)
            from colour in palette.Skip(1).Take(species)
            select Mix(colour, 0, 1 - (1 - LeastBrightness) * level / (levels - 1));
        IEnumerable<uint> between =
            from part in new[] { 0.5f, 0.25f, 0.75f }
            from second in Enumerable.Range(1, palette.Length - 1)
            from first in Enumerable.Range(0, second)
            select Mix(palette[first], palette[second], part);
        return [.. palette, .. darker, .. averages ? between : []];
    }

    private static uint Mix(uint colour, uint other, float part)
    {
        uint mixed = 0xff000000;
        for (int component = 0; component < 3; component++)
        {
            float value = Component(colour, component) * part + Component(other, component) * (1 - part);
            mixed |= (uint)(value + 0.5f) << 8 * component;
        }

        return mixed;
    }

    private int Nearest(uint colour)
    {
        int nearest = 0;
        int least = int.MaxValue;
        for (int i = 0; i < colours.Count; i++)
        {
            int distance = 0;
            for (int component = 0; component < 3; component++)
            {
                int difference = Component(colours[i], component) - Component(colour, component);
                distance += difference * difference;
            }

            if (distance < least)
            {
                least = distance;
                nearest = i;
            }
        }

        return nearest;
    }

    private static int Component(uint colour, int component) => (int)(colour >> 8 * component & 0xff);
}
