using GpuEcosystem.Engine;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>What a run observed, step by step.</summary>
/// <param name="Path">The file that it was read from.</param>
/// <param name="Columns">Numbers by column, each with as many rows; NaN where there is none.</param>
public sealed record MetricsTable(string Path, IReadOnlyDictionary<string, double[]> Columns)
{
    /// <summary>A column that has to be there.</summary>
    /// <exception cref="UserException">It is not.</exception>
    public double[] this[string name] => Columns.TryGetValue(name, out double[]? column)
        ? column
        : throw new UserException($"{Path} has no column '{name}'");
}
