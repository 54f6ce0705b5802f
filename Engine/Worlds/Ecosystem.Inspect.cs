using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Worlds;

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
        if (!World.Area.Contains(x, y))
        {
            throw new ArgumentOutOfRangeException(nameof(x), (x, y), "the cell does not lie in the grid");
        }

        Area row = World.Area with { Y = y, Height = 1 };
        CountIfStale();
        ProposeGlobalSun();
        Proposals proposals = Propose(Contest.Reach(Parameters, row, World.Area));
        body.Buffers.Contest.Score(
            Parameters, proposals, World.Grid.Planes, World.Walls.Planes, Population.Totals, World.Area, row);

        float[] aliveness = World.Grid.ReadCell(launcher.Flush(), World.Entities, x, y);
        float[] scores = body.Buffers.Contest.ReadScores(row, x, y);
        return new CellInspection(
            x,
            y,
            World.Walls.ReadCell(launcher.Flush(), 1, x, y)[0] > 0.5f,
            aliveness,
            Array.IndexOf(aliveness, aliveness.Max()),
            [.. scores.Select(score => score < LeastScore ? (float?)null : score)],
            World.WinRate.ReadCell(launcher.Flush(), 1, x, y)[0]);
    }
}
