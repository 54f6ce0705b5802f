using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>
/// Where the networks keep their layers' results while they run over a window. The CPU runs a few groups of them through
/// all layers before it turns to the next: their results are still in its caches, and take less memory.
/// </summary>
internal sealed class ResidualActivations : NetworkPass
{
    private readonly ResidualNetwork network;

    /// <param name="memory">Holds them.</param>
    /// <param name="network">The networks.</param>
    /// <param name="area">The largest window.</param>
    /// <param name="groupsAtOnce">Groups to make room for, if not as many as keep the device busy.</param>
    public ResidualActivations(DeviceArena memory, ResidualNetwork network, Area area, int? groupsAtOnce = null)
    {
        this.network = network;
        NetworkLayout layout = network.Layout;
        GroupsAtOnce = groupsAtOnce ?? CountGroupsAtOnce(layout, area, memory.Device);
        Trunk = memory.Planes(GroupsAtOnce * layout.GroupWidth, area);
        NextTrunk = memory.Planes(GroupsAtOnce * layout.GroupWidth, area);
        if (!memory.Device.FusesBlocks(layout))
        {
            Expanded = memory.Planes(2 * GroupsAtOnce * layout.GroupWidth, area);
            Filtered = memory.Planes(2 * GroupsAtOnce * layout.GroupWidth, area);
        }
    }

    /// <summary>How many groups there is room for.</summary>
    public int GroupsAtOnce { get; }

    /// <summary>The trunks before a block, <c>[groups at once · w][y][x]</c>.</summary>
    public PlaneBuffer Trunk { get; }

    /// <summary>The trunks after a block.</summary>
    public PlaneBuffer NextTrunk { get; }

    /// <summary>After a block's expand, <c>[groups at once · 2w][y][x]</c>; only where a block is several launches.</summary>
    public PlaneBuffer? Expanded { get; }

    /// <summary>After a block's depthwise convolution; only where a block is several launches.</summary>
    public PlaneBuffer? Filtered { get; }

    /// <summary>Planes of all of them.</summary>
    public static int Planes(in NetworkLayout layout, Area area, ComputeDevice device) =>
        (device.FusesBlocks(layout) ? 2 : 6) * CountGroupsAtOnce(layout, area, device) * layout.GroupWidth;

    public override void Propose(
        IndexRun networks, Planes input, Habitat habitat, Area readable, Area target, Planes proposals) =>
        network.Propose(networks, input, habitat, readable, target, this, proposals);

    // As few as keep every core busy; a GPU has so many that it takes all.
    private static int CountGroupsAtOnce(in NetworkLayout layout, Area area, ComputeDevice device) =>
        device.RunsSimdBodies ? Math.Min(layout.Groups, ResidualBlock.GroupsForAllCores(layout, area)) : layout.Groups;
}
