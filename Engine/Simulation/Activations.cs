using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>Where the networks keep their layers' results while they run over a window.</summary>
internal sealed class Activations : IDisposable
{
    public Activations(ComputeDevice device, in NetworkLayout layout, Area area)
    {
        Trunk = new PlaneBuffer(device, layout.TotalWidth, area);
        NextTrunk = new PlaneBuffer(device, layout.TotalWidth, area);
        if (!device.RunsSimdBodies)
        {
            Expanded = new PlaneBuffer(device, 2 * layout.TotalWidth, area);
            Filtered = new PlaneBuffer(device, 2 * layout.TotalWidth, area);
        }
    }

    /// <summary>The trunks before a block, <c>[N·D][y][x]</c>.</summary>
    public PlaneBuffer Trunk { get; }

    /// <summary>The trunks after a block.</summary>
    public PlaneBuffer NextTrunk { get; }

    /// <summary>After a block's expand, <c>[2·N·D][y][x]</c>; only where device bodies run.</summary>
    public PlaneBuffer? Expanded { get; }

    /// <summary>After a block's depthwise convolution; only where device bodies run.</summary>
    public PlaneBuffer? Filtered { get; }

    /// <summary>Planes of all of them.</summary>
    public static int Planes(in NetworkLayout layout, bool simdBodies) => (simdBodies ? 2 : 6) * layout.TotalWidth;

    public void Dispose()
    {
        Trunk.Dispose();
        NextTrunk.Dispose();
        Expanded?.Dispose();
        Filtered?.Dispose();
    }
}
