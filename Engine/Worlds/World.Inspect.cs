using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    /// <summary>
    /// What there is to know of a cell; waits for the steps before. The networks run over the cell's row, and what the
    /// next step does stays as it is.
    /// </summary>
    /// <remarks>In a wall no species is present.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The cell does not lie in the grid.</exception>
    public CellInspection Inspect(int x, int y)
    {
        if (!Area.Contains(x, y))
        {
            throw new ArgumentOutOfRangeException(nameof(x), (x, y), "the cell does not lie in the grid");
        }

        CountIfStale();
        CellInspection cell = body.Inspect(Parameters, x, y);
        return cell with
        {
            SunPeriods = body.ReadSunPeriods(),
            Network = cell is { IsWall: false, Winner: > 0 } ? Networks.Plan.Sizes[cell.Winner - 1] : null,
        };
    }
}
