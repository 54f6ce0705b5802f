namespace GpuEcosystem.Discovery.Observation;

/// <summary>What becomes of a small difference between two worlds that are otherwise the same.</summary>
/// <param name="Distances">
/// D(t) after t = 1, 2, … steps: the mean over open cells of ½ Σ |a − a'| over entities, and over pairs of worlds. 0 for equal worlds, 1
/// for those that have no cell in common.
/// </param>
/// <param name="OpenCells">Cells that are no walls.</param>
internal sealed record DamageSpreading(IReadOnlyList<double> Distances, int OpenCells)
{
    private const double LeastDamage = 1e-6;
    private const int LastSteps = 16;
    private const int SpreadsFrom = 4;
    private const int SpreadsTo = 24;

    // Of nothing there is no logarithm.
    private const double LeastCells = 1e-3;

    /// <summary>log10 of the mean distance over the last 16 steps, which counts as 1e-6 at least.</summary>
    public double Damage => Math.Log10(Math.Max(LeastDamage, Distances.TakeLast(LastSteps).Average()));

    /// <summary>
    /// Least-squares slope of ln D over steps 4 to 24, a step: more than 0 where the difference grows. What is less than a thousandth of
    /// a cell counts as much, so that one that has healed shrinks, and one that never was is still.
    /// </summary>
    public double Spread => LeastSquares.Slope(
    [
        .. Enumerable.Range(SpreadsFrom, SpreadsTo - SpreadsFrom + 1)
            .Select(step => ((double)step, Math.Log(Math.Max(LeastCells / Math.Max(1, OpenCells), Distances[step - 1])))),
    ]);
}
