using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.State;

/// <summary>How much of each entity there is, kept on the device, and what follows from it: respawns.</summary>
internal sealed class Population
{
    private readonly Launcher launcher;
    private readonly int species;
    private readonly DeviceBuffer<float> rowSums;
    private readonly DeviceBuffer<float> totals;
    private readonly DeviceBuffer<int> planted;

    public Population(DeviceArena memory, int species, Area area)
    {
        launcher = memory.Launcher;
        this.species = species;
        rowSums = memory.Allocate<float>((species + 1L) * area.Height);
        totals = memory.Allocate<float>(species + 1);
        Respawns = memory.Allocate<int>(species);
        planted = memory.Allocate<int>(1 + Kernels.World.Respawn.Seeds * species);
    }

    /// <summary>Σ over cells of each entity's aliveness when it was last counted, sun first.</summary>
    public ArrayView<float> Totals => totals.View;

    /// <summary>How often each species has come back.</summary>
    public DeviceBuffer<int> Respawns { get; }

    /// <summary>Where the rows' sums are, for operations that count on their way.</summary>
    public ArrayView<float> RowSums => rowSums.View;

    /// <summary>Counts every entity's aliveness.</summary>
    public void Count(Planes grid, Area area)
    {
        launcher.RunGroups<Census, Census.Arguments>(new Census.Arguments
        {
            Grid = grid,
            RowSums = rowSums.View,
            Entities = species + 1,
            Target = area,
        });
        Total(area);
    }

    /// <summary>Adds up what was counted row by row.</summary>
    public void Total(Area area) => launcher.RunGroups<RowTotals, RowTotals.Arguments>(Rows(area));

    /// <summary>Adds up what was counted row by row, brings back what has died out, and counts again where it did.</summary>
    public void Respawn(Planes grid, Planes walls, Area area, int channels, ulong seed, long step) =>
        launcher.RunGroups<Respawn, Respawn.Arguments>(new Respawn.Arguments
        {
            Grid = grid,
            Walls = walls,
            Populations = Rows(area),
            Respawns = Respawns.View,
            Planted = planted.View,
            Entities = species + 1,
            Channels = channels,
            Seed = seed,
            Step = step,
            Whole = area,
        });

    /// <summary>The rows of an area, and where their totals go.</summary>
    public RowTotals.Arguments Rows(Area area) => new()
    {
        RowSums = rowSums.View,
        Totals = totals.View,
        Counts = species + 1,
        RowCount = area.Height,
    };

    /// <summary>How often each species has come back.</summary>
    public int[] ReadRespawns(AcceleratorStream stream) => Respawns.ReadAll(stream);

    /// <summary>Replaces how often each species has come back.</summary>
    public void WriteRespawns(AcceleratorStream stream, ReadOnlySpan<int> counts) => Respawns.Write(stream, 0, counts);
}
