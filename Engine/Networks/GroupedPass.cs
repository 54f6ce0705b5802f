using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks;

/// <summary>The forward pass of all species over a window, one group after the other in the same memory.</summary>
internal sealed class GroupedPass
{
    private readonly NetworkPlan plan;
    private readonly ImmutableArray<NetworkPass> passes;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="target">The largest window to propose for.</param>
    /// <param name="grid">The grid.</param>
    public GroupedPass(DeviceArena memory, GroupedNetworks networks, Area target, Area grid)
    {
        plan = networks.Plan;
        passes = memory.MakeInTurn(plan.Groups.Zip(networks.OfGroups, (group, network) =>
        {
            Area window = target with { Height = Math.Min(grid.Height, target.Height + 2 * group.Architecture.Reach) };
            return (Func<DeviceArena, NetworkPass>)(shared => network.MakePass(shared, window));
        }));
    }

    /// <summary>Computes the species' proposals, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="input">The channels that the networks see, from plane 0 on.</param>
    /// <param name="habitat">Where each species' proposals are needed.</param>
    /// <param name="readable">Cells that exist.</param>
    /// <param name="target">Cells to propose for.</param>
    /// <param name="proposals">The result.</param>
    /// <param name="group">The only group to ask; null for all.</param>
    public void Propose(Planes input, Habitat habitat, Area readable, Area target, Planes proposals, int? group = null)
    {
        for (int i = group ?? 0; i < (group + 1 ?? passes.Length); i++)
        {
            foreach ((IndexRun run, int species) in plan.Groups[i].Runs)
            {
                passes[i].Propose(run, input, habitat.From(species), readable, target, proposals.From(species * plan.Channels));
            }
        }
    }
}
