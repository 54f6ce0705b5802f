using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.State;

/// <summary>How many cells went from whom to whom, counted on the device while somebody wants to know.</summary>
internal sealed class ConquestCounts : IDisposable
{
    private readonly DeviceArena memory;
    private readonly DeviceBuffer<long> rows;
    private readonly int entities;

    /// <summary>Counts from nothing.</summary>
    /// <param name="launcher">Of the world.</param>
    /// <param name="cells">The world's.</param>
    /// <param name="step">Steps done.</param>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public ConquestCounts(Launcher launcher, WorldState cells, long step)
    {
        memory = new DeviceArena(launcher);
        entities = cells.Entities;
        Since = step;
        rows = memory.Allocate<long>((long)entities * entities * cells.Stack.Grid.Height);
    }

    /// <summary>Steps done when counting began.</summary>
    public long Since { get; private set; }

    /// <summary>Queues counting rows that a step has rewritten, before the grid turns and before anything else changes its cells.</summary>
    public void Count(WorldState cells, Area target) =>
        memory.Launcher.Run<ConquestCensus, ConquestCensus.Arguments>(new ConquestCensus.Arguments
        {
            Before = cells.Grid.Planes,
            After = cells.Grid.NextPlanes,
            Walls = cells.Walls.Planes,
            Counts = rows.View,
            Entities = entities,
            Whole = cells.Stack.Grid,
            Target = target,
        });

    /// <summary>What was counted in all worlds, <c>[from][to]</c>; counting begins again.</summary>
    /// <param name="step">Steps done.</param>
    public long[][] Take(long step)
    {
        long[] counts = rows.ReadAll(memory.Launcher.Flush());
        long[][] taken = [.. Enumerable.Range(0, entities).Select(_ => new long[entities])];
        for (int i = 0; i < counts.Length; i++)
        {
            taken[i / entities % entities][i % entities] += counts[i];
        }

        BeginAgain(step);
        return taken;
    }

    /// <summary>Forgets what was counted.</summary>
    /// <param name="step">Steps done.</param>
    public void BeginAgain(long step)
    {
        rows.Write(memory.Launcher.Flush(), 0, new long[rows.Length]);
        Since = step;
    }

    public void Dispose() => memory.Dispose();
}
