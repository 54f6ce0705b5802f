using static GpuEcosystem.Tests.Reference.PetriDish.DishDirections;

namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>The way back through a contest in one entity's perspective, in which all others' proposals are constants.</summary>
public static class DishContestGradient
{
    /// <summary>The gradients of an entity's loss.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="o">What the contest read and made.</param>
    /// <param name="perspective">Which entity.</param>
    /// <param name="aliveness">α = ∂L/∂a', <c>[entity][y][x]</c>.</param>
    /// <param name="state">γ = ∂L/∂s', <c>[C][y][x]</c>.</param>
    /// <returns>Those of its proposals and of the state before the step, <c>[C][y][x]</c>.</returns>
    public static (double[] Proposals, double[] State) Of(
        DishParameters p, DishOutcome o, int perspective, double[] aliveness, double[] state)
    {
        double[] flow = [.. state.Zip(o.Free, (slope, free) => Math.Abs(free) <= 1 ? slope : 0)];
        double[] proposals = new double[p.Channels * p.Cells];
        for (int cell = 0; cell < p.Cells; cell++)
        {
            if (o.Masks[perspective * p.Cells + cell] > 0)
            {
                double[] slope = OfCell(
                    p, o, cell, perspective, DishContest.Column(aliveness, cell, p.Cells), DishContest.Column(flow, cell, p.Cells));
                for (int c = 0; c < p.Channels; c++)
                {
                    proposals[c * p.Cells + cell] = slope[c];
                }
            }
        }

        return (proposals, flow);
    }

    /// <summary>The gradients of all entities' scores in a cell.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="o">What the contest read and made.</param>
    /// <param name="cell">Which cell.</param>
    /// <param name="alpha">α in the cell, <c>[entity]</c>.</param>
    /// <param name="flow">γ in the cell where the clamp lets it through, <c>[C]</c>.</param>
    public static double[] ScoreSlopes(DishParameters p, DishOutcome o, int cell, double[] alpha, double[] flow)
    {
        double[] slopes = ThroughShares(p, o, cell, alpha);
        for (int i = 0; i < p.Entities; i++)
        {
            slopes[i] += Enumerable.Range(0, p.Channels).Sum(c => flow[c] * o.Proposals[(i * p.Channels + c) * p.Cells + cell]);
        }

        return ThroughSoftmax(DishContest.Column(o.Weights, cell, p.Cells), slopes);
    }

    /// <summary>From the gradient of a direction to that of the vector, which has none where it has next to no length.</summary>
    public static double[] ThroughNorm(double[] slope, double[] direction, double norm)
    {
        double along = Dot(direction, slope);
        return [.. slope.Zip(direction, (value, unit) => norm < DishContest.Least ? 0 : (value - unit * along) / norm)];
    }

    /// <summary>A vector times a number.</summary>
    public static double[] Scale(double[] vector, double factor) => Array.ConvertAll(vector, value => value * factor);

    private static double[] OfCell(DishParameters p, DishOutcome o, int cell, int own, double[] alpha, double[] flow)
    {
        double[] weight = DishContest.Column(o.Weights, cell, p.Cells);
        double[] scoreSlopes = ScoreSlopes(p, o, cell, alpha, flow);
        DishDirections directions = DishDirections.Of(p, o.Proposals, cell);
        double[] others = [.. scoreSlopes.Select((slope, i) => i == own ? 0 : slope)];
        double[] attack = Scale(Less(directions.DefenceSum, directions.Defence[own]), scoreSlopes[own]);
        double[] defence = Combine(others, directions.Attack);
        if (p.IsDuel)
        {
            attack = Less(attack, Combine(others, directions.Defence));
            defence = Less(defence, Scale(Less(directions.AttackSum, directions.Attack[own]), scoreSlopes[own]));
        }

        double[] vectors =
        [
            .. ThroughNorm(attack, directions.Attack[own], directions.AttackNorms[own]),
            .. ThroughNorm(defence, directions.Defence[own], directions.DefenceNorms[own]),
            .. new double[p.HiddenChannels],
        ];
        return [.. vectors.Zip(flow, (vector, through) => vector + weight[own] * through)];
    }

    // From what survives to w.
    private static double[] ThroughShares(DishParameters p, DishOutcome o, int cell, double[] alpha)
    {
        double[] share = DishContest.Column(o.Shares, cell, p.Cells);
        double[] survives = DishContest.Column(o.Survivors, cell, p.Cells);
        double[] kept = [.. share.Zip(survives, (value, survivor) => value * survivor)];
        double divisor = DishContest.Divisor(p, kept.Sum());
        double mean = divisor > kept.Sum() ? 0 : Dot(alpha, DishContest.Column(o.Aliveness, cell, p.Cells));
        double[] slopes = [.. alpha.Select((slope, i) => survives[i] * (slope - mean) / divisor)];
        return Scale(ThroughSoftmax(share, slopes), 1 / p.Temperature);
    }

    private static double[] ThroughSoftmax(double[] shares, double[] slopes)
    {
        double mean = Dot(shares, slopes);
        return [.. shares.Zip(slopes, (share, slope) => share * (slope - mean))];
    }

    private static double[] Combine(double[] factors, double[][] vectors) =>
        [.. Enumerable.Range(0, vectors[0].Length).Select(c => factors.Select((factor, i) => factor * vectors[i][c]).Sum())];
}
