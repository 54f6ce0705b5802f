using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace GpuEcosystem.Benchmarks;

/// <summary>A number that follows from the median time of a cell.</summary>
internal abstract class CellColumn : IColumn
{
    public abstract string ColumnName { get; }

    public abstract string Legend { get; }

    public string Id => ColumnName;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public virtual bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        summary[benchmarkCase]?.ResultStatistics is { } statistics
            && Cells(benchmarkCase) is > 0 and double cells
            && Number(benchmarkCase.Descriptor.WorkloadMethod, statistics.Median / cells) is { } number
            ? number.ToString("N1", CultureInfo.InvariantCulture)
            : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    protected abstract double? Number(MethodInfo method, double nanosecondsPerCell);

    // A benchmark has a world, or the side of a square grid, or no cells.
    private static double Cells(BenchmarkCase benchmarkCase) => benchmarkCase.Parameters.Items
        .Select(item => item.Value switch
        {
            WorldChoice world => world.Cells,
            int size when item.Name == "Size" => (double)size * size,
            _ => 0,
        })
        .Max();
}

/// <summary>Nanoseconds for a cell.</summary>
internal sealed class CostColumn : CellColumn
{
    public override string ColumnName => "ns/cell";

    public override string Legend => "Median time divided by the grid's cells";

    protected override double? Number(MethodInfo method, double nanosecondsPerCell) => nanosecondsPerCell;
}

/// <summary>Billions of floating-point operations of convolutions in a second.</summary>
internal sealed class ThroughputColumn : CellColumn
{
    public override string ColumnName => "GFLOP/s";

    public override string Legend => "Multiply-adds of convolutions, counted as two, and nothing else";

    public override bool IsAvailable(Summary summary) =>
        summary.BenchmarksCases.Any(benchmarkCase => PerCell(benchmarkCase.Descriptor.WorkloadMethod) is not null);

    // Operations per nanosecond are billions per second.
    protected override double? Number(MethodInfo method, double nanosecondsPerCell) =>
        2.0 * PerCell(method) / nanosecondsPerCell;

    private static int? PerCell(MethodInfo method) => method.GetCustomAttribute<MultiplyAddsAttribute>()?.PerCell;
}
