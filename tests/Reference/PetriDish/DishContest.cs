namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>What a contest reads and makes, sun first.</summary>
/// <param name="Masks">Who is alive, 1 or 0, <c>[entity][y][x]</c>.</param>
/// <param name="Proposals">Proposals <c>[entity][C][y][x]</c>, 0 where an entity is dead.</param>
/// <param name="State">State before the step, <c>[C][y][x]</c>.</param>
/// <param name="Weights">w, <c>[entity][y][x]</c>.</param>
/// <param name="Shares">v, <c>[entity][y][x]</c>.</param>
/// <param name="Survivors">m', 1 or 0, <c>[entity][y][x]</c>.</param>
/// <param name="Aliveness">a', <c>[entity][y][x]</c>.</param>
/// <param name="Free">State after the step before it is clamped, f, <c>[C][y][x]</c>.</param>
public sealed record DishOutcome(
    double[] Masks,
    double[] Proposals,
    double[] State,
    double[] Weights,
    double[] Shares,
    double[] Survivors,
    double[] Aliveness,
    double[] Free)
{
    /// <summary>The grid after the step, <c>[A + C][y][x]</c>.</summary>
    public double[] NextGrid => [.. Aliveness, .. Free.Select(value => Math.Clamp(value, -1, 1))];
}

/// <summary>One step of a world, from proposals on.</summary>
public static class DishContest
{
    /// <summary>The least length that a vector is divided by, and a duel's least Z.</summary>
    public const double Least = 1e-8;

    /// <summary>Who is alive, <c>[entity][y][x]</c>: m_i = [max3x3(a_i (1 − wall)) > θ] (1 − wall), the sun everywhere.</summary>
    public static double[] Alive(DishParameters p, double[] aliveness, double[] walls)
    {
        double[] open = [.. aliveness.Select((value, i) => value * (1 - walls[i % p.Cells]))];
        return [.. Near(p, open).Select((near, i) => i < p.Cells ? 1 : near * (1 - walls[i % p.Cells]))];
    }

    /// <summary>The contest.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="masks">Who is alive, <c>[entity][y][x]</c>.</param>
    /// <param name="proposals">Proposals <c>[entity][C][y][x]</c>.</param>
    /// <param name="state">State before the step, <c>[C][y][x]</c>.</param>
    /// <param name="survivors">Who survives, where that is held; whoever has a stronghold nearby otherwise.</param>
    public static DishOutcome Run(
        DishParameters p, double[] masks, double[] proposals, double[] state, double[]? survivors = null)
    {
        proposals = [.. proposals.Select((value, i) => masks[i / p.Cells / p.Channels * p.Cells + i % p.Cells] * value)];
        double[] weights = new double[p.Entities * p.Cells];
        double[] shares = new double[p.Entities * p.Cells];
        double[] free = [.. state];
        for (int cell = 0; cell < p.Cells; cell++)
        {
            double[] alive = Column(masks, cell, p.Cells);
            double[] weight = Softmax(DishDirections.Of(p, proposals, cell).Scores(p.IsDuel), alive);
            double[] share = Softmax([.. weight.Select(value => value / p.Temperature)], alive);
            for (int i = 0; i < p.Entities; i++)
            {
                weights[i * p.Cells + cell] = weight[i];
                shares[i * p.Cells + cell] = share[i];
                for (int c = 0; c < p.Channels; c++)
                {
                    free[c * p.Cells + cell] += weight[i] * proposals[(i * p.Channels + c) * p.Cells + cell];
                }
            }
        }

        survivors ??= [.. Near(p, shares).Select((near, i) => i < p.Cells ? 1 : near)];
        double[] kept = [.. shares.Zip(survivors, (share, survives) => share * survives)];
        double[] sums = [.. Enumerable.Range(0, p.Cells).Select(cell => Divisor(p, Column(kept, cell, p.Cells).Sum()))];
        double[] aliveness = [.. kept.Select((value, i) => value / sums[i % p.Cells])];
        return new DishOutcome(masks, proposals, state, weights, shares, survivors, aliveness, free);
    }

    /// <summary>Z for a sum of what survives.</summary>
    public static double Divisor(DishParameters p, double sum) => p.IsDuel ? Math.Max(sum, Least) : sum;

    /// <summary>A cell's numbers in planes.</summary>
    public static double[] Column(double[] planes, int cell, int cells) =>
        [.. Enumerable.Range(0, planes.Length / cells).Select(plane => planes[plane * cells + cell])];

    // 1 where the neighbourhood's largest value is beyond the threshold.
    private static double[] Near(DishParameters p, double[] planes) => Array.ConvertAll(
        ReferenceNeighbourhood.Largest3x3(planes, p.GridHeight, p.GridWidth), largest => largest > p.AliveThreshold ? 1.0 : 0.0);

    private static double[] Softmax(double[] values, double[] alive)
    {
        double best = values.Where((_, i) => alive[i] > 0).Max();
        double[] exponentials = [.. values.Select((value, i) => alive[i] > 0 ? Math.Exp(value - best) : 0)];
        double sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, value => value / sum);
    }
}
