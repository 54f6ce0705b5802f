namespace GpuEcosystem.Tests.Reference;

/// <summary>Section 5: the losses of one learning pass. The world given is the patch, with its own border.</summary>
public static class ReferenceLoss
{
    /// <summary>The loss of the <c>SoftMin</c> objective.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="sun">The sun over the patch.</param>
    /// <param name="patch">The patch before the step.</param>
    /// <param name="uniforms">The number drawn for each cell of the patch, <c>[y][x]</c>.</param>
    public static double SoftMin(
        ReferenceParameters p, ReferenceWeights weights, ReferenceSun sun, ReferenceWorld patch, double[] uniforms)
    {
        var outcome = ReferenceStep.Run(p, weights, sun, WithoutWinRate(patch), uniforms);
        return SoftMin(p, NextPopulations(p, outcome, patch.Cells), patch.Cells);
    }

    /// <summary>
    /// The loss of one entity in the <c>OwnGrowth</c> objective, as a function of that entity's proposal alone.
    /// </summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="sun">The sun over the patch.</param>
    /// <param name="patch">The patch before the step.</param>
    /// <param name="uniforms">The number drawn for each cell of the patch, <c>[y][x]</c>.</param>
    /// <param name="entity">Whose loss; 0 is the sun's.</param>
    /// <param name="held">Proposals <c>[entity][channel][y][x]</c> that stand for those of all other entities.</param>
    public static double OwnGrowth(
        ReferenceParameters p,
        ReferenceWeights weights,
        ReferenceSun sun,
        ReferenceWorld patch,
        double[] uniforms,
        int entity,
        double[] held)
    {
        var length = p.Channels * patch.Cells;
        var proposals = (double[])held.Clone();
        ReferenceStep.Propose(p, weights, sun, patch)
            .AsSpan(entity * length, length)
            .CopyTo(proposals.AsSpan(entity * length));

        var outcome = ReferenceStep.Compete(p, proposals, WithoutWinRate(patch), uniforms);
        return OwnGrowth(NextPopulations(p, outcome, patch.Cells)[entity]);
    }

    /// <summary>The <c>SoftMin</c> loss of populations <c>Σcells a</c> (sun first) after the step.</summary>
    public static double SoftMin(ReferenceParameters p, double[] populations, int cells)
    {
        var means = populations.Skip(1).Select(population => population / cells).ToArray();
        var growths = means.Select(mean => p.GrowthCurve * Math.Asinh(mean / p.GrowthCurve));
        var loss = Math.Log(growths.Sum(growth => Math.Exp(-p.SoftMinSharpness * growth))) / p.SoftMinSharpness;

        // A single species has no diversity, and log N would be 0.
        return p.DiversityWeight > 0 && p.Species > 1 ? loss - p.DiversityWeight * Diversity(means) : loss;
    }

    /// <summary>The <c>OwnGrowth</c> loss of an entity with population <c>Σcells a</c> after the step.</summary>
    public static double OwnGrowth(double population) => -Math.Log(population + 1e-3);

    // The entropy of the species' shares, 1 where all are equal.
    private static double Diversity(double[] means)
    {
        var total = means.Sum() + 1e-8;
        var shares = means.Select(mean => mean / total + 1e-8);
        return -shares.Sum(share => share * Math.Log(share)) / Math.Log(means.Length);
    }

    private static ReferenceWorld WithoutWinRate(ReferenceWorld patch) => patch with { WinRate = null };

    private static double[] NextPopulations(ReferenceParameters p, ReferenceOutcome outcome, int cells) =>
        ReferenceAdjustments.Populations(outcome.NextGrid[..(p.Entities * cells)], cells);
}
