using GpuEcosystem.Tests.Reference;
using GpuEcosystem.Tests.Reference.PetriDish;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>A world before a step, with proposals, and what the reference makes of it.</summary>
internal sealed class DishWorld
{
    public DishWorld(DishParameters p, double[] sun, double[] grid, double[] walls, double[] species)
    {
        (Grid, Walls, Species) = (grid, walls, species);
        Masks = DishContest.Alive(p, Grid[..(p.Entities * p.Cells)], Walls);
        Outcome = DishContest.Run(p, Masks, [.. DishLearning.Everywhere(p, sun), .. species], Grid[(p.Entities * p.Cells)..]);
        double[] nearby = ReferenceNeighbourhood.Largest3x3(Outcome.Shares, p.GridHeight, p.GridWidth);
        Margin = Math.Min(
            nearby.Min(share => Math.Abs(share - p.AliveThreshold)),
            Outcome.Free.Select(free => Math.Abs(Math.Abs(free) - 1)).Where(distance => distance > 0).Min());
    }

    /// <summary>Aliveness and state, <c>[A + C][y][x]</c>.</summary>
    public double[] Grid { get; }

    /// <summary>1 in wall cells, <c>[y][x]</c>.</summary>
    public double[] Walls { get; }

    /// <summary>The species' proposals <c>[species][C][y][x]</c>, also of the dead.</summary>
    public double[] Species { get; }

    /// <summary>Who is alive, <c>[entity][y][x]</c>.</summary>
    public double[] Masks { get; }

    /// <summary>The contest.</summary>
    public DishOutcome Outcome { get; }

    /// <summary>How near a decision is to falling out otherwise.</summary>
    public double Margin { get; }
}
