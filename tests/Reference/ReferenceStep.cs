namespace GpuEcosystem.Tests.Reference;

/// <summary>What a step computes.</summary>
/// <param name="Proposals">Proposals <c>[entity][channel][y][x]</c>, sun first.</param>
/// <param name="Scores">Scores after step 9, <c>[entity][y][x]</c>.</param>
/// <param name="Shares">Shares <c>w</c> of step 10, <c>[entity][y][x]</c>.</param>
/// <param name="NextGrid">The grid after the step, <c>[A + C][y][x]</c>.</param>
/// <param name="NextWinRate">The win rate after the step, <c>[y][x]</c>; null where it is off.</param>
public sealed record ReferenceOutcome(
    double[] Proposals, double[] Scores, double[] Shares, double[] NextGrid, double[]? NextWinRate)
{
    /// <summary>The species' proposals <c>[species][channel][y][x]</c>.</summary>
    public double[] Updates(ReferenceParameters p) => Proposals[(Proposals.Length / p.Entities)..];
}

/// <summary>Section 4: one step, without respawn.</summary>
public static class ReferenceStep
{
    /// <summary>One step of a world.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="sun">The sun.</param>
    /// <param name="world">The world before the step.</param>
    /// <param name="uniforms">The number drawn for each cell, <c>z [y][x]</c>.</param>
    public static ReferenceOutcome Run(
        ReferenceParameters p, ReferenceWeights weights, ReferenceSun sun, ReferenceWorld world, double[] uniforms) =>
        Compete(p, Propose(p, weights, sun, world), world, uniforms);

    /// <summary>Step 2: the proposals <c>[entity][channel][y][x]</c>, sun first.</summary>
    public static double[] Propose(ReferenceParameters p, ReferenceWeights weights, ReferenceSun sun, ReferenceWorld world)
    {
        var input = p.AliveVisible ? world.Grid : world.State(p);
        return [.. sun.Propose(p, world.Cells), .. ReferenceNetwork.Propose(p, weights, input, world.Height, world.Width)];
    }

    /// <summary>The rest of the step, from proposals <c>[entity][channel][y][x]</c>.</summary>
    public static ReferenceOutcome Compete(ReferenceParameters p, double[] proposals, ReferenceWorld world, double[] uniforms)
    {
        var aliveness = world.Aliveness(p);
        var gate = ReferenceCompetition.Gate(p, aliveness, world.Height, world.Width);
        var frontier = ReferenceAdjustments.Frontier(aliveness, world.Wall, world.Height, world.Width);
        var presence = ReferenceAdjustments.Presence(frontier, world.Cells);
        var counting = ReferenceAdjustments.Counting(p, presence, world.Wall);
        var vectors = ReferenceVectors.Split(p, proposals, world.Cells)
            .Concentrate(p, counting, world.Height, world.Width)
            .Normalise(p, world.Cells);
        var scores = ReferenceCompetition.Scores(p, vectors, counting, aliveness, world.Cells);

        ReferenceAdjustments.RemoveAbsent(scores, presence);
        ReferenceAdjustments.PenaliseSun(p, scores, frontier, world.Cells);
        ReferenceAdjustments.BoostDiversity(p, scores, aliveness, world.Cells);
        ReferenceAdjustments.BoostPreservation(p, scores, presence, aliveness, world.Cells);

        var shares = ReferenceCompetition.Resolve(p, scores, world.Wall);
        var next = ReferenceCompetition.Apply(p, shares, gate, world.State(p), proposals);
        ReferenceCompetition.Survive(p, next, world.Cells);

        var nextWinRate = NextWinRate(p, world, next);
        TakeWhereDrawn(p, world, next, uniforms);
        return new ReferenceOutcome(proposals, scores, shares, next, nextWinRate);
    }

    /// <summary>Step 12: the probability that a cell updates, from the win rate before the step.</summary>
    public static double UpdateProbability(ReferenceParameters p, ReferenceWorld world, int cell) => world.WinRate is null
        ? p.UpdateProbability
        : Math.Clamp(p.UpdateProbability * (1 + p.WinRateStrength * (world.WinRate[cell] - 0.5)), 0.1, 1);

    private static double[]? NextWinRate(ReferenceParameters p, ReferenceWorld world, double[] next) => world.WinRate?
        .Select((rate, cell) =>
        {
            var strongest = Enumerable.Range(0, p.Entities).Max(i => next[i * world.Cells + cell]);
            return p.WinRateMemory * rate + (1 - p.WinRateMemory) * strongest;
        })
        .ToArray();

    // Step 13: puts the old numbers back into the cells that do not update.
    private static void TakeWhereDrawn(ReferenceParameters p, ReferenceWorld world, double[] next, double[] uniforms)
    {
        for (var i = 0; i < next.Length; i++)
        {
            var cell = i % world.Cells;
            if (uniforms[cell] >= UpdateProbability(p, world, cell))
            {
                next[i] = world.Grid[i];
            }
        }
    }
}
