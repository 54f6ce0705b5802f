using System.Collections.Immutable;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// Worlds that live on from trial to trial while their genes evolve: now and then the worst become copies of others, whose genes they mix
/// with their own and change a little (Jaderberg et al.: "Population based training of neural networks", 2017).
/// </summary>
/// <param name="settings">What is asked for.</param>
/// <param name="space">The genes.</param>
/// <param name="seed">The search's seed.</param>
/// <remarks>A world that is not viable becomes a copy at once; where none is viable it begins anew.</remarks>
public sealed class Population(PopulationSettings settings, SearchSpace space, ulong seed) : IProposer
{
    private const float ShareOfOwn = 0.5f;
    private const float ShareOfMutated = 0.1f;
    private const double Less = 0.8;
    private const double More = 1.2;

    // Random numbers of each gene of a child.
    private const ulong Draws = 3;

    private readonly PriorDraw prior = new(space, seed);
    private readonly TrialSlots slots = new(settings.Slots);

    /// <inheritdoc/>
    public void Learn(TrialScore score, IArchive archive) => slots.Put(score);

    /// <inheritdoc/>
    public Proposal Propose(int trial, IArchive archive)
    {
        if (slots[trial] is not TrialScore own)
        {
            return prior.Propose(trial, archive);
        }

        TrialScore[] known = slots.Known;
        TrialScore[] ranked = PopulationScore.Rank([.. known.Where(one => one.IsViable)], archive, settings.Score);
        bool selects = trial / settings.Slots % settings.Every == 0;
        int spared = Math.Max(1, known.Length - (selects ? (int)(settings.Fraction * known.Length) : 0));
        TrialScore[] best = [.. ranked.Take(spared)];
        if (best.Contains(own))
        {
            return new Proposal(own.Genome, [own.Trial]) { From = own.Trial };
        }

        return best.Length == 0
            ? prior.Propose(trial, archive)
            : ChildOf(trial, best[Philox.Below(best.Length, seed, RandomStream.Selection, trial, 0)], own);
    }

    private Proposal ChildOf(int trial, TrialScore parent, TrialScore own) => new(
        [.. Enumerable.Range(0, space.Dimensions).Select(gene => Mutate(trial, gene, Cross(trial, gene, parent, own)))],
        [parent.Trial, own.Trial])
    {
        From = parent.Trial,
        IsCopy = true,
    };

    // What a world died of is not kept.
    private float Cross(int trial, int gene, TrialScore parent, TrialScore own) =>
        own.IsViable && Draw(trial, gene, 0) < ShareOfOwn ? own.Genome[gene] : parent.Genome[gene];

    private float Mutate(int trial, int gene, float place) => Draw(trial, gene, 1) < ShareOfMutated
        ? space.Multiply(gene, place, Draw(trial, gene, 2) < 0.5f ? Less : More) ?? prior.Gene(trial, gene)
        : place;

    private float Draw(int trial, int gene, ulong number) =>
        Philox.Uniform(seed, RandomStream.Variation, trial, Draws * (ulong)gene + number);
}
