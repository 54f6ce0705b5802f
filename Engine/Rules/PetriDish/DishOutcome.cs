using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>What an epoch's worlds have come to: who is left in each, and each entity's loss.</summary>
internal sealed class DishOutcome
{
    private readonly Launcher launcher;
    private readonly PetriDishShape shape;
    private readonly DeviceBuffer<float> rows;
    private readonly DeviceBuffer<float> upstream;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="shape">The world's.</param>
    public DishOutcome(DeviceArena memory, PetriDishShape shape)
    {
        launcher = memory.Launcher;
        this.shape = shape;
        rows = memory.Allocate<float>((long)shape.Entities * shape.Worlds.Grid.Height);
        upstream = memory.Allocate<float>(shape.Entities * shape.Worlds.Count);
        Populations = memory.Allocate<float>(shape.Entities * shape.Worlds.Count);
        Losses = memory.Allocate<float>(shape.Entities);
    }

    /// <summary>Σ over cells of each entity's aliveness, <c>[entities][worlds]</c>, when it was last counted.</summary>
    public DeviceBuffer<float> Populations { get; }

    /// <summary>L of each entity, sun first, as it was last reckoned.</summary>
    public DeviceBuffer<float> Losses { get; }

    /// <summary>The losses' slopes for the cells of each world, <c>[entities][worlds]</c>.</summary>
    public ArrayView<float> Upstream => upstream.View;

    /// <summary>Whether losses have been reckoned.</summary>
    public bool IsJudged { get; private set; }

    /// <summary>Counts who is left in each world.</summary>
    public void Count(Planes grid)
    {
        launcher.RunGroups<Census, Census.Arguments>(new Census.Arguments
        {
            Grid = grid,
            RowSums = rows.View,
            Entities = shape.Entities,
            Target = shape.Worlds.Grid,
        });
        launcher.RunGroups<RowTotals, RowTotals.Arguments>(new RowTotals.Arguments
        {
            RowSums = rows.View,
            Totals = Populations.View,
            Counts = shape.Entities * shape.Worlds.Count,
            RowCount = shape.Worlds.Rows,
        });
    }

    /// <summary>Reckons each entity's loss by what was counted.</summary>
    public void Judge()
    {
        launcher.Run<EntityLosses, EntityLosses.Arguments>(new EntityLosses.Arguments
        {
            Populations = Populations.View,
            Losses = Losses.View,
            Upstream = upstream.View,
            Kind = shape.Kind,
            Entities = shape.Entities,
            Worlds = shape.Worlds.Count,
        });
        IsJudged = true;
    }

    /// <summary>Forgets that there were losses.</summary>
    public void Forget() => IsJudged = false;
}
