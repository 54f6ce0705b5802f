using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>What a table says of a circuit that learns; <c>loss</c>, which all tables have, is that of its mixtures.</summary>
internal static class CircuitColumns
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<MetricsColumn> All { get; } =
    [
        MetricsColumn.Of<long>("updates"),
        MetricsColumn.OrNone<long>("hardLoss"),
        MetricsColumn.Of<int>("changedGates"),
        MetricsColumn.Of<int>("reachableGates"),
        MetricsColumn.Of<int>("circuitOperations"),
        MetricsColumn.Of<float>("smallestMargin"),
    ];

    /// <summary>A line of them.</summary>
    public static IReadOnlyList<object?> Row(CircuitMetrics circuit) =>
    [
        circuit.Updates, circuit.HardLoss, circuit.ChangedGates, circuit.ReachableGates, circuit.Operations, circuit.SmallestMargin,
    ];
}
