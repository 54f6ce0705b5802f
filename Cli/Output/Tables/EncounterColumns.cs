using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>
/// Who beats whom, as columns: over how many steps cells were counted that changed hands; the share of the open cells that a step takes from
/// one and gives to another, for all pairs in either order; and what the attack of the first has over the second's, for each pair once.
/// </summary>
internal static class EncounterColumns
{
    /// <summary>The columns of a table of a world with such entities, the sun first.</summary>
    public static IEnumerable<MetricsColumn> Of(IReadOnlyList<string> entities) =>
    [
        MetricsColumn.Of<long>("conquestSteps"),
        .. from one in entities from other in entities select MetricsColumn.OrNone<float>($"conquest.{one}.{other}"),
        .. from pair in Pairs(entities.Count) select MetricsColumn.OrNone<float>($"advantage.{entities[pair.One]}.{entities[pair.Other]}"),
    ];

    /// <summary>Their part of a row.</summary>
    public static IEnumerable<object?> Row(Encounters seen, int entities) =>
    [
        seen.Conquests?.Steps ?? 0,
        .. seen.Conquests?.Shares().SelectMany(row => row).Cast<object?>() ?? new object?[entities * entities],
        .. Pairs(entities).Select(pair => (object?)seen.Advantages?[pair.One][pair.Other]),
    ];

    private static IEnumerable<(int One, int Other)> Pairs(int entities) =>
        from one in Enumerable.Range(0, entities) from other in Enumerable.Range(one + 1, entities - one - 1) select (one, other);
}
