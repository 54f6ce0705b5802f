using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// The best trial of each cell of a grid over the features (Mouret and Clune: "Illuminating search spaces by mapping elites", 2015).
/// </summary>
/// <param name="bins">Cells along each axis, <c>[feature]</c>, 1 or more; their product is an <see cref="int"/>.</param>
public sealed class GridArchive(ImmutableArray<int> bins) : IArchive
{
    private static readonly Comparer<TrialScore> byTrial = Comparer<TrialScore>.Create((a, b) => a.Trial.CompareTo(b.Trial));

    private readonly Dictionary<int, TrialScore> eliteOfCell = [];
    private readonly List<TrialScore> elites = [];
    private readonly int cells = bins.Aggregate(1, (product, axis) => checked(product * axis));

    /// <inheritdoc/>
    public IReadOnlyList<TrialScore> Elites => elites;

    /// <inheritdoc/>
    public double? Coverage => (double)elites.Count / cells;

    /// <inheritdoc/>
    /// <remarks>It takes its cell where that is empty or its quality is greater.</remarks>
    public bool Take(TrialScore score)
    {
        if (!score.IsViable)
        {
            return false;
        }

        int cell = NumberOf(score);
        if (eliteOfCell.TryGetValue(cell, out TrialScore? elite))
        {
            if (score.Quality <= elite.Quality)
            {
                return false;
            }

            elites.RemoveAt(elites.BinarySearch(elite, byTrial));
        }

        eliteOfCell[cell] = score;
        elites.Add(score);
        return true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> CellOf(TrialScore elite) => [.. bins.Select((_, axis) => BinOf(elite, axis))];

    private int NumberOf(TrialScore score)
    {
        int number = 0;
        for (int axis = 0; axis < bins.Length; axis++)
        {
            number = number * bins[axis] + BinOf(score, axis);
        }

        return number;
    }

    // The range's end belongs to the last bin.
    private int BinOf(TrialScore score, int axis) => Math.Min((int)(score.Features[axis] * bins[axis]), bins[axis] - 1);
}
