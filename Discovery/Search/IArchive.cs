namespace GpuEcosystem.Discovery.Search;

/// <summary>The best and most various trials so far: a pure function of the scores that it was given, in order.</summary>
public interface IArchive
{
    /// <summary>Looks at a trial, in the order of their numbers; of equal ones the earlier stays.</summary>
    /// <returns>Whether it is an elite now.</returns>
    bool Take(TrialScore score);

    /// <summary>The elites, in the order of their trials.</summary>
    IReadOnlyList<TrialScore> Elites { get; }

    /// <summary>Share of its cells that are filled, 0 to 1; null where it has no cells.</summary>
    double? Coverage { get; }

    /// <summary>The cell of an elite, <c>[axis]</c> from 0 on; null where it has no cells.</summary>
    IReadOnlyList<int>? CellOf(TrialScore elite);

    /// <summary>The elite of a viable trial's cell; null where the cell is empty, or where there are no cells.</summary>
    TrialScore? EliteOf(TrialScore score) => null;
}
