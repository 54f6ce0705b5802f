using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks.Logic;

/// <summary>The forward pass of circuits over a window of the world.</summary>
/// <param name="memory">Holds some cells' numbers.</param>
/// <param name="network">The circuits.</param>
/// <param name="window">The largest window.</param>
internal sealed class GatePass(DeviceArena memory, GateNetwork network, Area window) : NetworkPass
{
    private readonly GateCells cells = new(memory, network.Architecture, window);

    public override void Propose(IndexRun networks, Planes input, Habitat habitat, Area readable, Area target, Planes proposals)
    {
        for (int i = 0; i < networks.Count; i++)
        {
            cells.Propose(
                network.Circuits[networks.First + i], input, readable, target, proposals.From(i * network.Architecture.Channels));
        }
    }
}
