using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>How much of each entity there is, kept on the device, and what follows from it: respawns.</summary>
internal sealed class Population : IDisposable
{
    private readonly Launcher launcher;
    private readonly int species;
    private readonly DeviceBuffer<float> rowSums;
    private readonly DeviceBuffer<float> totals;
    private readonly DeviceBuffer<int> respawns;
    private readonly DeviceBuffer<int> respawned;
    private readonly DeviceBuffer<int> always;

    public Population(Launcher launcher, int species, Area area)
    {
        this.launcher = launcher;
        this.species = species;
        rowSums = launcher.Device.Allocate<float>((species + 1L) * area.Height);
        totals = launcher.Device.Allocate<float>(species + 1);
        respawns = launcher.Device.Allocate<int>(species);
        respawned = launcher.Device.Allocate<int>(1);
        always = launcher.Device.Allocate<int>(1);
        always.Write(launcher.Stream, 0, [1]);
    }

    /// <summary>Σ over cells of each entity's aliveness when it was last counted, sun first.</summary>
    public ArrayView<float> Totals => totals.View;

    /// <summary>A number that is not 0, for operations that can be told to do nothing.</summary>
    public ArrayView<int> Always => always.View;

    /// <summary>Counts every entity's aliveness.</summary>
    public void Count(Planes grid, Area area) => Count(grid, area, always.View);

    /// <summary>Brings back what has died out since the last count, and counts again if something had.</summary>
    public void Respawn(Planes grid, Planes walls, Area area, int channels, ulong seed, long step)
    {
        launcher.Run<Respawn, Respawn.Arguments>(new Respawn.Arguments
        {
            Grid = grid,
            Walls = walls,
            Populations = totals.View,
            Respawns = respawns.View,
            Changed = respawned.View,
            Entities = species + 1,
            Channels = channels,
            Seed = seed,
            Step = step,
            Whole = area,
        });
        Count(grid, area, respawned.View);
    }

    /// <summary>How often each species has come back.</summary>
    public int[] ReadRespawns(AcceleratorStream stream) => respawns.ReadAll(stream);

    /// <summary>Replaces how often each species has come back.</summary>
    public void WriteRespawns(AcceleratorStream stream, ReadOnlySpan<int> counts) => respawns.Write(stream, 0, counts);

    public void Dispose()
    {
        rowSums.Dispose();
        totals.Dispose();
        respawns.Dispose();
        respawned.Dispose();
        always.Dispose();
    }

    private void Count(Planes grid, Area area, ArrayView<int> wanted)
    {
        launcher.RunGroups<Census, Census.Arguments>(new Census.Arguments
        {
            Grid = grid,
            RowSums = rowSums.View,
            Entities = species + 1,
            Target = area,
            Wanted = wanted,
        });
        launcher.RunGroups<RowTotals, RowTotals.Arguments>(new RowTotals.Arguments
        {
            RowSums = rowSums.View,
            Totals = totals.View,
            Counts = species + 1,
            RowCount = area.Height,
            Wanted = wanted,
        });
    }
}
