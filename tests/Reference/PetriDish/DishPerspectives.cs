namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>
/// Losses of a batch through steps that are learned through, each in its own entity's perspective: the same steps with the same masks, in
/// which everybody else proposes what they proposed. A test may move the weights and the sun.
/// </summary>
/// <param name="p">Parameters.</param>
/// <param name="weights">Weights of all networks.</param>
/// <param name="sun">The sun's proposal <c>[C]</c>.</param>
/// <param name="grids">The worlds before the steps, <c>[world][A + C][y][x]</c>.</param>
/// <param name="count">How many steps there are.</param>
public sealed class DishPerspectives(DishParameters p, DishWeights weights, double[] sun, double[][] grids, int count)
{
    private readonly DishStep[][] held = [.. grids.Select(grid => Run(p, weights, sun, grid, count))];
    private readonly double[] heldSun = [.. sun];

    /// <summary>The worlds after the steps.</summary>
    public double[][] Last => [.. held.Select(steps => steps[^1].Outcome.NextGrid)];

    /// <summary>Who lives in them, <c>[world][entity]</c>.</summary>
    public double[][] LastPopulations => [.. Last.Select(grid => DishLearning.Populations(p, grid))];

    /// <summary>How often a step's state goes beyond what the clamp lets through.</summary>
    public int Clamped => held.Sum(steps => steps.Sum(step => step.Outcome.Free.Count(free => Math.Abs(free) > 1)));

    /// <summary>An entity's own loss.</summary>
    public double Loss(int perspective) =>
        DishLearning.Losses(p, [.. grids.Select((grid, world) => Populations(grid, held[world], perspective))])[perspective];

    private double[] Populations(double[] grid, DishStep[] steps, int perspective)
    {
        int alive = p.Entities * p.Cells;
        int own = p.Channels * p.Cells;
        double[] everywhere = [.. DishLearning.Everywhere(p, perspective == 0 ? sun : heldSun)];
        foreach (DishStep step in steps)
        {
            double[] species = [.. step.Network.Proposals];
            if (perspective > 0)
            {
                double[] proposals = DishNetwork.Propose(p, weights, p.AliveVisible ? grid : grid[alive..]).Proposals;
                Array.Copy(proposals, (perspective - 1) * own, species, (perspective - 1) * own, own);
            }

            DishOutcome moved =
                DishContest.Run(p, step.Outcome.Masks, [.. everywhere, .. species], grid[alive..], step.Outcome.Survivors);
            grid = moved.NextGrid;
        }

        return DishLearning.Populations(p, grid);
    }

    private static DishStep[] Run(DishParameters p, DishWeights weights, double[] sun, double[] grid, int count)
    {
        DishStep[] steps = new DishStep[count];
        for (int step = 0; step < count; step++)
        {
            steps[step] = DishLearning.Step(p, weights, sun, grid);
            grid = steps[step].Outcome.NextGrid;
        }

        return steps;
    }
}
