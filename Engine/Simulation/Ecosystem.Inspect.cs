using GpuEcosystem.Engine.Simulation;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine;

public sealed partial class Ecosystem
{
    // A score above this is one that a species in the contest may have; below lies Scores.Hopeless.
    private const float LeastScore = -1e8f;

    /// <summary>
    /// What there is to know of a cell; waits for the steps before. The networks run over the cell's row, and what the
    /// next step does stays as it is.
    /// </summary>
    /// <remarks>In a wall no species is present.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The cell does not lie in the grid.</exception>
    public CellInspection Inspect(int x, int y)
    {
        if (!world.Area.Contains(x, y))
        {
            throw new ArgumentOutOfRangeException(nameof(x), (x, y), "the cell does not lie in the grid");
        }

        Area row = world.Area with { Y = y, Height = 1 };
        CountIfStale();
        ProposeGlobalSun();
        Proposals proposals = Propose(Contest.Reach(Parameters, row, world.Area));
        buffers.Contest.Score(
            Parameters, proposals, world.Grid.Planes, world.Walls.Planes, population.Totals, world.Area, row);

        float[] aliveness = world.Grid.ReadCell(launcher.Stream, world.Entities, x, y);
        float[] scores = buffers.Contest.ReadScores(row, x, y);
        return new CellInspection(
            x,
            y,
            world.Walls.ReadCell(launcher.Stream, 1, x, y)[0] > 0.5f,
            aliveness,
            Array.IndexOf(aliveness, aliveness.Max()),
            [.. scores.Select(score => score < LeastScore ? (float?)null : score)],
            world.WinRate.ReadCell(launcher.Stream, 1, x, y)[0]);
    }
}
