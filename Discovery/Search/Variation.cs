using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// Varies elites: a step from one towards or away from another, and a little in every direction (Vassiliades and Mouret: "Discovering the
/// elite hypervolume by leveraging interspecies correlation", 2018). Some trials are drawn anew.
/// </summary>
/// <param name="space">The genes.</param>
/// <param name="seed">The search's seed.</param>
public sealed class Variation(SearchSpace space, ulong seed) : IProposer
{
    /// <summary>As long as there are fewer elites, all trials are drawn anew.</summary>
    public const int FewestElites = 8;

    private const float ShareOfNew = 0.1f;
    private const double StepAround = 0.05;
    private const double StepAlong = 0.2;
    private const float ShareOfOther = 0.5f;
    private const float ShareOfRedrawn = 0.1f;

    private readonly PriorDraw prior = new(space, seed);

    /// <inheritdoc/>
    public Proposal Propose(int trial, IArchive archive)
    {
        IReadOnlyList<TrialScore> elites = archive.Elites;
        if (elites.Count < FewestElites || Philox.Uniform(seed, RandomStream.Selection, trial, 0) < ShareOfNew)
        {
            return prior.Propose(trial, archive);
        }

        TrialScore parent = elites[(int)Philox.Below(elites.Count, seed, RandomStream.Selection, trial, 1)];
        TrialScore other = elites[(int)Philox.Below(elites.Count, seed, RandomStream.Selection, trial, 2)];
        return new(Mix(trial, parent, other), parent == other ? [parent.Trial] : [parent.Trial, other.Trial]);
    }

    private ImmutableArray<float> Mix(int trial, TrialScore parent, TrialScore other)
    {
        double along = StepAlong * Philox.Normal(seed, RandomStream.Variation, trial, 0);
        float[] genome = new float[space.Dimensions];
        for (int gene = 0; gene < genome.Length; gene++)
        {
            float own = parent.Genome[gene];
            float others = other.Genome[gene];
            genome[gene] = space.IsChoice(gene) ? Choose(trial, gene, own, others) : Move(trial, gene, own, others, along);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(genome);
    }

    private float Move(int trial, int gene, float own, float others, double along)
    {
        double around = StepAround * Philox.Normal(seed, RandomStream.Variation, trial, (ulong)gene + 1);
        return Reflect(own + around + along * ((double)others - own));
    }

    // Of the two words that another gene's normal number is made of, one says whether it is redrawn, the other whose it is.
    private float Choose(int trial, int gene, float own, float others)
    {
        ulong word = 2 * (ulong)gene + 2;
        return Philox.Uniform(seed, RandomStream.Variation, trial, word) < ShareOfRedrawn ? prior.Gene(trial, gene)
            : Philox.Uniform(seed, RandomStream.Variation, trial, word + 1) < ShareOfOther ? others
            : own;
    }

    /// <summary>The gene that a number stands for: the ends of [0, 1) are mirrors.</summary>
    internal static float Reflect(double value)
    {
        double period = Math.Abs(value) % 2;

        // Rounding may reach 1, which is no gene.
        return Math.Min((float)Math.Min(period, 2 - period), MathF.BitDecrement(1));
    }
}
