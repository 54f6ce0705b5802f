using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Networks.Convolutional;

/// <summary>Where plain networks keep two layers' results while they run over a band without a tape.</summary>
internal sealed class ConvolutionActivations : NetworkPass
{
    private readonly ConvolutionNetwork network;
    private readonly PlaneBuffer[] trunks;

    /// <param name="memory">Holds them.</param>
    /// <param name="network">The networks.</param>
    /// <param name="band">The largest band with the rows around it that outputs depend on.</param>
    public ConvolutionActivations(DeviceArena memory, ConvolutionNetwork network, Area band)
    {
        this.network = network;
        int planes = network.Layout.Species * network.Layout.Width;
        trunks = [memory.Planes(planes, band), memory.Planes(planes, band)];
    }

    /// <summary>Planes that a band keeps.</summary>
    public static int Planes(in ConvolutionLayout layout) => 2 * layout.Species * layout.Width;

    public override void Propose(
        IndexRun networks, Planes input, Habitat habitat, Area readable, Area target, Planes proposals) =>
        Propose(networks, input, habitat, new WorldStack(readable), target, proposals);

    /// <summary>Computes some species' proposals, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="networks">Whose; habitat and proposals begin with theirs.</param>
    /// <param name="input">What the networks read.</param>
    /// <param name="habitat">Where each species' proposals are needed.</param>
    /// <param name="readable">The worlds.</param>
    /// <param name="target">Cells to propose for.</param>
    /// <param name="proposals">The result.</param>
    public void Propose(IndexRun networks, Planes input, Habitat habitat, WorldStack readable, Area target, Planes proposals)
    {
        network.PackWeights();
        int radius = network.Layout.KernelSize / 2;
        Area widest = target.GrowRows(network.Layout.Depth * radius, readable.Grid);
        Planes read = input;
        for (int layer = 0; layer < network.Layout.Layers - 1; layer++)
        {
            int beyond = (network.Layout.Depth - layer) * radius;
            Planes written = trunks[layer % 2].Over(widest);
            Area around = target.GrowRows(beyond, readable.Grid);
            network.Run(networks, layer, read, written, null, habitat.Within(beyond), readable, around);
            read = written;
        }

        network.Run(networks, network.Layout.Layers - 1, read, proposals, null, habitat.Within(0), readable, target);
    }
}
