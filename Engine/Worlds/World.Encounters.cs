using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Competition;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    private ConquestCounts? conquests;
    private DeviceBuffer<float>? advantageRows;

    /// <summary>
    /// Whether cells that change hands are counted, which makes steps a little longer and the world no other. Counting begins with nothing,
    /// and anew where the grid is another or goes back.
    /// </summary>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public bool CountsConquests
    {
        get => conquests is not null;
        set
        {
            if (value)
            {
                conquests ??= new ConquestCounts(launcher, Cells, StepNumber);
            }
            else
            {
                conquests?.Dispose();
                conquests = null;
            }
        }
    }

    /// <summary>
    /// Observes who beats whom; waits for the steps before it. The networks run over the grid, and what the next step does stays as it is.
    /// </summary>
    /// <exception cref="UserException">The device has no room for it; then what was counted stays.</exception>
    public Encounters ObserveEncounters()
    {
        float?[][]? advantages = MeasureAdvantages();
        return new Encounters(StepNumber, TakeConquests(), advantages);
    }

    private Conquests? TakeConquests()
    {
        if (conquests is null || conquests.Since == StepNumber)
        {
            return null;
        }

        long steps = StepNumber - conquests.Since;
        long[][] cells = conquests.Take(StepNumber);
        return cells.Any(row => row.Any(count => count > 0)) ? new Conquests(steps, cells) : null;
    }

    private float?[][]? MeasureAdvantages()
    {
        int entities = Cells.Entities;
        int perRow = PairRows.NumbersPerRow(entities);
        Resize(ref advantageRows, (long)perRow * Stack.Grid.Height);
        CountIfStale();
        if (!body.MeasureAdvantages(Parameters, advantageRows.View))
        {
            return null;
        }

        double[] pairs = Mean(SumRows(advantageRows, perRow));
        int[] all = [.. Enumerable.Range(0, entities)];
        return [.. all.Select(one => (float?[])[.. all.Select(other => Of(one, other))])];

        float? Of(int one, int other) => (one - other) switch
        {
            0 => null,
            > 0 => -Of(other, one),
            < 0 => pairs[other * entities + one] > 0 ? (float)(pairs[one * entities + other] / pairs[other * entities + one]) : null,
        };
    }

    private void ForgetConquests()
    {
        if (conquests is null)
        {
            return;
        }

        CountsConquests = false;
        try
        {
            CountsConquests = true;
        }
        catch (UserException)
        {
            // Nobody counts until somebody asks again.
        }
    }
}
