namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// All trials that were unlike what was there, whatever their quality (Lehman and Stanley: "Abandoning objectives: evolution through the
/// search for novelty alone", 2011). How unlike they must be follows from how many are.
/// </summary>
/// <param name="window">How many of the last trials a trial is compared with besides the elites.</param>
public sealed class NoveltyArchive(int window) : IArchive
{
    private const int Neighbours = 8;
    private const int Period = 64;
    private const int MostOfPeriod = 8;

    private readonly List<TrialScore> elites = [];

    // The last trials; null for one that is an elite, which stays a neighbour for good, or not viable.
    private readonly Queue<TrialScore?> recent = [];
    private readonly NearestDistances distances = new(Neighbours);
    private int takenInPeriod;
    private int enteredInPeriod;

    /// <summary>How far a trial must be from its neighbours to become an elite.</summary>
    public double Threshold { get; private set; } = 0.05;

    /// <inheritdoc/>
    public IReadOnlyList<TrialScore> Elites => elites;

    /// <inheritdoc/>
    public double? Coverage => null;

    /// <inheritdoc/>
    /// <remarks>It enters where its mean distance to its nearest neighbours is above the threshold.</remarks>
    public bool Take(TrialScore score)
    {
        bool enters = score.IsViable && NoveltyOf(score) > Threshold;
        if (enters)
        {
            elites.Add(score);
            enteredInPeriod++;
        }

        recent.Enqueue(score.IsViable && !enters ? score : null);
        if (recent.Count > window)
        {
            recent.Dequeue();
        }

        if (++takenInPeriod == Period)
        {
            EndPeriod();
        }

        return enters;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int>? CellOf(TrialScore elite) => null;

    private double NoveltyOf(TrialScore score)
    {
        distances.Clear();
        foreach (TrialScore elite in elites)
        {
            distances.Add(score.SquaredDistanceTo(elite));
        }

        foreach (TrialScore? other in recent)
        {
            if (other is not null)
            {
                distances.Add(score.SquaredDistanceTo(other));
            }
        }

        return distances.Mean;
    }

    private void EndPeriod()
    {
        Threshold *= enteredInPeriod > MostOfPeriod ? 1.05 : enteredInPeriod == 0 ? 0.95 : 1;
        takenInPeriod = 0;
        enteredInPeriod = 0;
    }
}
