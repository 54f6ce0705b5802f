namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// The trials that are farthest from all fitter ones: each competes with those that are like it, and there are neither cells nor ranges
/// to choose (Bahlous-Boldi, Faldor, Grillotti, Janmohamed, Coiffard, Spector, Cully: "Dominated Novelty Search: Rethinking Local
/// Competition in Quality-Diversity", 2025).
/// </summary>
/// <param name="size">How many it keeps.</param>
/// <remarks>Of two trials of equal quality the earlier counts as the fitter one, so that only one of two equal trials stays.</remarks>
public sealed class DominatedArchive(int size) : IArchive
{
    private const int Neighbours = 3;

    private readonly List<TrialScore> elites = [];

    // Of each elite, in their order: the distances to the nearest fitter ones.
    private readonly List<NearestDistances> distances = [];

    /// <inheritdoc/>
    public IReadOnlyList<TrialScore> Elites => elites;

    /// <inheritdoc/>
    public double? Coverage => null;

    /// <inheritdoc/>
    /// <remarks>Where there are too many, the one that is nearest to fitter ones leaves, the latest of equals.</remarks>
    public bool Take(TrialScore score)
    {
        if (!score.IsViable)
        {
            return false;
        }

        NearestDistances own = new(Neighbours);
        for (int i = 0; i < elites.Count; i++)
        {
            (IsFitter(elites[i], score) ? own : distances[i]).Add(score.SquaredDistanceTo(elites[i]));
        }

        elites.Add(score);
        distances.Add(own);
        return elites.Count <= size || RemoveNearest() != score;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int>? CellOf(TrialScore elite) => null;

    private static bool IsFitter(TrialScore one, TrialScore other) =>
        one.Quality > other.Quality || (one.Quality == other.Quality && one.Trial < other.Trial);

    private TrialScore RemoveNearest()
    {
        int nearest = 0;
        for (int i = 1; i < elites.Count; i++)
        {
            if (distances[i].Mean <= distances[nearest].Mean)
            {
                nearest = i;
            }
        }

        TrialScore removed = elites[nearest];
        elites.RemoveAt(nearest);
        distances.RemoveAt(nearest);
        for (int i = 0; i < elites.Count; i++)
        {
            if (IsFitter(removed, elites[i]) && removed.SquaredDistanceTo(elites[i]) <= distances[i].Limit)
            {
                MeasureAnew(i);
            }
        }

        return removed;
    }

    private void MeasureAnew(int elite)
    {
        distances[elite].Clear();
        foreach (TrialScore other in elites)
        {
            if (IsFitter(other, elites[elite]))
            {
                distances[elite].Add(other.SquaredDistanceTo(elites[elite]));
            }
        }
    }
}
