namespace GpuEcosystem.Discovery.Search;

/// <summary>The best trial of each cell (Mouret and Clune: "Illuminating search spaces by mapping elites", 2015).</summary>
/// <param name="cells">How many cells there are.</param>
public abstract class CellArchive(int cells) : IArchive
{
    private static readonly Comparer<TrialScore> byTrial = Comparer<TrialScore>.Create((a, b) => a.Trial.CompareTo(b.Trial));

    private readonly Dictionary<int, TrialScore> eliteOfCell = [];
    private readonly List<TrialScore> elites = [];

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
    public abstract IReadOnlyList<int> CellOf(TrialScore elite);

    /// <inheritdoc/>
    public TrialScore? EliteOf(TrialScore score) => eliteOfCell.GetValueOrDefault(NumberOf(score));

    /// <summary>The number of a viable trial's cell, from 0 on.</summary>
    protected abstract int NumberOf(TrialScore score);
}
