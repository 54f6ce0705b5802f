using System.Globalization;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>Who beats whom in a world, as a report's page shows it; arrays have the sun first.</summary>
/// <param name="Steps">Steps over which cells that changed hands were counted.</param>
/// <param name="Conquests">Shares of the open cells that a step takes from one and gives to another, <c>[from][to]</c>.</param>
/// <param name="Advantages">Mean advantage of one's attack over another's defence where both are, <c>[one][other]</c>; null where there is none.</param>
/// <param name="Beats">Of each the others that it clearly beats.</param>
/// <param name="Cycles">Those of the rock-paper-scissors kind, in words.</param>
/// <param name="Colours">What each looks like on the pictures, as a page has it.</param>
internal sealed record GalleryEncounters(
    long Steps,
    IReadOnlyList<IReadOnlyList<float>> Conquests,
    IReadOnlyList<IReadOnlyList<float?>>? Advantages,
    IReadOnlyList<IReadOnlyList<int>> Beats,
    IReadOnlyList<string> Cycles,
    IReadOnlyList<string> Colours)
{
    /// <summary>Makes it; null where no step was counted.</summary>
    public static GalleryEncounters? Of(Encounters? seen)
    {
        if (seen?.Conquests is not Conquests conquests)
        {
            return null;
        }

        Dominance dominance = Dominance.Of(conquests);
        int[] entities = [.. Enumerable.Range(0, dominance.Entities)];
        return new GalleryEncounters(
            conquests.Steps,
            conquests.Shares(),
            seen.Advantages,
            [.. entities.Select(one => (int[])[.. entities.Where(other => dominance.Beats(one, other))])],
            [.. dominance.Cycles.Select(Dominance.Name)],
            [.. Palette.All[0].Colours(dominance.Entities - 1).Take(dominance.Entities).Select(Hex)]);
    }

    // Red is in the lowest byte.
    private static string Hex(uint colour) =>
        string.Create(CultureInfo.InvariantCulture, $"#{colour & 0xff:x2}{(colour >> 8) & 0xff:x2}{(colour >> 16) & 0xff:x2}");
}
