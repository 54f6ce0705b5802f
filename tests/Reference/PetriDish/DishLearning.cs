namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>A step that is learned through.</summary>
/// <param name="Network">The networks' pass forward.</param>
/// <param name="Outcome">The contest.</param>
public sealed record DishStep(DishNetwork.Tape Network, DishOutcome Outcome);

/// <summary>Steps of a batch of worlds, and what their entities learn from them.</summary>
public static class DishLearning
{
    /// <summary>One step of a world.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="sun">The sun's proposal <c>[C]</c>.</param>
    /// <param name="grid">The world before the step, <c>[A + C][y][x]</c>.</param>
    /// <param name="walls">1 = wall, <c>[y][x]</c>; null where there is none.</param>
    public static DishStep Step(DishParameters p, DishWeights weights, double[] sun, double[] grid, double[]? walls = null)
    {
        int alive = p.Entities * p.Cells;
        DishNetwork.Tape network = DishNetwork.Propose(p, weights, p.AliveVisible ? grid : grid[alive..]);
        double[] masks = DishContest.Alive(p, grid[..alive], walls ?? new double[p.Cells]);
        return new DishStep(network, DishContest.Run(p, masks, [.. Everywhere(p, sun), .. network.Proposals], grid[alive..]));
    }

    /// <summary>The sun's proposal in every cell, <c>[C][y][x]</c>.</summary>
    public static IEnumerable<double> Everywhere(DishParameters p, double[] sun) =>
        sun.SelectMany(value => Enumerable.Repeat(value, p.Cells));

    /// <summary>Σ aliveness of every entity of a world, from aliveness <c>[entity ..][y][x]</c>.</summary>
    public static double[] Populations(DishParameters p, double[] grid) =>
        [.. Enumerable.Range(0, p.Entities).Select(i => grid[(i * p.Cells)..((i + 1) * p.Cells)].Sum())];

    /// <summary>Every entity's own loss, the mean over worlds of −log(P + 1e-3), in a duel of −asinh(P + 1e-3).</summary>
    public static double[] Losses(DishParameters p, double[][] populations) =>
    [
        .. Enumerable.Range(0, p.Entities).Select(i =>
            populations.Average(world => p.IsDuel ? -Math.Asinh(world[i] + 1e-3) : -Math.Log(world[i] + 1e-3))),
    ];

    /// <summary>α of an entity in the cells of a world after the last step.</summary>
    public static double Upstream(DishParameters p, double population, int worlds)
    {
        double shifted = population + 1e-3;
        return -1 / (worlds * (p.IsDuel ? Math.Sqrt(1 + shifted * shifted) : shifted));
    }

    /// <summary>Gradients of all entities' own losses.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="worlds">The steps that are learned through, <c>[world][step]</c>.</param>
    /// <returns>Those of the weights and of the sun.</returns>
    public static (DishWeights Weights, double[] Sun) Gradients(DishParameters p, DishWeights weights, DishStep[][] worlds)
    {
        DishWeights gradients = weights.Zeros();
        double[] sun = new double[p.Channels];
        foreach (DishStep[] steps in worlds)
        {
            double[] populations = Populations(p, steps[^1].Outcome.Aliveness);
            for (int entity = 0; entity < p.Entities; entity++)
            {
                double[] aliveness = new double[p.Entities * p.Cells];
                Array.Fill(aliveness, Upstream(p, populations[entity], worlds.Length), entity * p.Cells, p.Cells);
                if (entity == 0)
                {
                    AddSun(p, steps[^1], aliveness, sun);
                }
                else
                {
                    AddSpecies(p, weights, gradients, steps, entity, aliveness);
                }
            }
        }

        return (gradients, sun);
    }

    // The sun does not read the state, so nothing of earlier steps reaches it.
    private static void AddSun(DishParameters p, DishStep last, double[] aliveness, double[] sun)
    {
        double[] slopes = DishContestGradient.Of(p, last.Outcome, 0, aliveness, new double[p.Channels * p.Cells]).Proposals;
        for (int i = 0; i < slopes.Length; i++)
        {
            sun[i / p.Cells] += slopes[i];
        }
    }

    private static void AddSpecies(
        DishParameters p, DishWeights weights, DishWeights gradients, DishStep[] steps, int entity, double[] aliveness)
    {
        double[] state = new double[p.Channels * p.Cells];
        foreach (DishStep step in steps.Reverse())
        {
            var (proposals, flow) = DishContestGradient.Of(p, step.Outcome, entity, aliveness, state);
            double[] input = DishNetwork.Back(p, weights, gradients, step.Network, entity - 1, proposals);
            int seen = input.Length - state.Length;
            aliveness = seen > 0 ? input[..seen] : new double[aliveness.Length];
            state = [.. flow.Zip(input[seen..], (through, read) => through + read)];
        }
    }
}
