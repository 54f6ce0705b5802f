using System.Collections.Immutable;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Search;

/// <summary>A distribution of genomes that follows what improves an archive, and begins anew at an elite where nothing does.</summary>
/// <param name="space">The genes.</param>
/// <param name="seed">The search's seed.</param>
/// <param name="first">Its first trial.</param>
internal sealed class Emitter(SearchSpace space, ulong seed, int first)
{
    private const double FirstStep = 0.15;

    private readonly PriorDraw prior = new(space, seed);
    private readonly List<Candidate> batch = [];
    private CovarianceAdaptation distribution = new(new PriorDraw(space, seed).Genome(first), FirstStep);
    private ImmutableArray<int> parents = [];

    // The first trial that was drawn from the distribution as it is, and the last.
    private int begin = first;
    private int last = first;

    // What a trial did for the archive: quality where its cell was empty, and otherwise how much more there is of it.
    private sealed record Candidate(TrialScore Score, bool IsNew, double Gain);

    /// <summary>What a trial of its own tries.</summary>
    public Proposal Propose(int trial)
    {
        last = trial;
        double[] genome = distribution.Draw(axis => Philox.Normal(seed, RandomStream.Variation, trial, (ulong)axis));
        return new([.. genome.Select(Variation.Reflect)], parents);
    }

    /// <summary>Learns of a trial of its own. Those that were drawn before its distribution changed tell it nothing.</summary>
    public void Learn(TrialScore score, IArchive archive)
    {
        if (score.Trial < begin)
        {
            return;
        }

        TrialScore? rival = score.IsViable ? archive.EliteOf(score) : null;
        batch.Add(new(score, score.IsViable && rival is null, score.IsViable ? score.Quality - (rival?.Quality ?? 0) : double.NegativeInfinity));
        if (batch.Count == CovarianceAdaptation.BatchOf(space.Dimensions))
        {
            Change(archive);
            batch.Clear();
            begin = last + 1;
        }
    }

    private void Change(IArchive archive)
    {
        Candidate[] ranked = [.. batch.OrderByDescending(one => one.IsNew).ThenByDescending(one => one.Gain)];
        if (ranked[0].IsNew || ranked[0].Gain > 0)
        {
            distribution.Learn([.. ranked.Select(one => one.Score.Genome)]);
            parents = [ranked[0].Score.Trial];
        }
        else
        {
            BeginAnew(batch[^1].Score.Trial, archive.Elites);
        }
    }

    private void BeginAnew(int trial, IReadOnlyList<TrialScore> elites)
    {
        TrialScore? elite = elites.Count == 0 ? null : elites[(int)Philox.Below(elites.Count, seed, RandomStream.Selection, trial, 0)];
        distribution = new(elite?.Genome ?? prior.Genome(trial), FirstStep);
        parents = elite is null ? [] : [elite.Trial];
    }
}
