using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>Takes the worse for the better, so that its elites, whose quality has the wrong sign, are replaced by worse ones.</summary>
internal sealed class WorseArchive(IArchive archive) : IArchive
{
    public bool Take(TrialScore score) => archive.Take(score with { Quality = -score.Quality });

    public IReadOnlyList<TrialScore> Elites => archive.Elites;

    public double? Coverage => archive.Coverage;

    public IReadOnlyList<int>? CellOf(TrialScore elite) => archive.CellOf(elite);
}

/// <summary>Keeps what another archive does not.</summary>
internal sealed class LeftoverArchive(IArchive archive) : IArchive
{
    private readonly List<TrialScore> elites = [];

    public bool Take(TrialScore score)
    {
        bool isLeft = !archive.Take(score);
        if (isLeft)
        {
            elites.Add(score);
        }

        return isLeft;
    }

    public IReadOnlyList<TrialScore> Elites => elites;

    public double? Coverage => null;

    public IReadOnlyList<int>? CellOf(TrialScore elite) => null;
}

/// <summary>Keeps the best, however like each other they are: the (μ + λ) strategy.</summary>
internal sealed class BestArchive(int size) : IArchive
{
    private readonly List<TrialScore> elites = [];

    public bool Take(TrialScore score)
    {
        elites.Add(score);
        TrialScore worst = elites.MinBy(elite => (elite.Quality, -elite.Trial))!;
        return elites.Count <= size || (elites.Remove(worst) && worst != score);
    }

    public IReadOnlyList<TrialScore> Elites => elites;

    public double? Coverage => null;

    public IReadOnlyList<int>? CellOf(TrialScore elite) => null;
}
