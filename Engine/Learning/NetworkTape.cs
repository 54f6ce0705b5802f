using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Learning;

/// <summary>
/// What the networks' forward pass over a patch leaves for the way back, and the room that the way back needs. All of
/// it is as large as the patch.
/// </summary>
internal sealed class NetworkTape : IDisposable
{
    public NetworkTape(ComputeDevice device, in NetworkLayout layout, Area patch)
    {
        int trunk = layout.TotalWidth;
        Encoded = new PlaneBuffer(device, trunk, patch);
        Trunks = Many(device, layout.Depth + 1, trunk, patch);
        Expanded = Many(device, layout.Depth, 2 * trunk, patch);
        Filtered = Many(device, layout.Depth, 2 * trunk, patch);
        Active = new PlaneBuffer(device, 2 * trunk, patch);
        WideGradient = new PlaneBuffer(device, 2 * trunk, patch);
        WideGradientBefore = new PlaneBuffer(device, 2 * trunk, patch);
        TrunkGradient = new PlaneBuffer(device, trunk, patch);
        Branch = new PlaneBuffer(device, trunk, patch);
    }

    /// <summary>What goes into the encoder's gelu, <c>[N·D][y][x]</c>.</summary>
    public PlaneBuffer Encoded { get; }

    /// <summary>The trunks before each block and after the last.</summary>
    public PlaneBuffer[] Trunks { get; }

    /// <summary>What goes into the gelu after each block's expand, <c>[2·N·D][y][x]</c>.</summary>
    public PlaneBuffer[] Expanded { get; }

    /// <summary>What goes into the gelu after each block's depthwise convolution.</summary>
    public PlaneBuffer[] Filtered { get; }

    /// <summary>Room for the result of one gelu.</summary>
    public PlaneBuffer Active { get; }

    /// <summary>Gradient behind a block's depthwise convolution.</summary>
    public PlaneBuffer WideGradient { get; }

    /// <summary>Gradient before a block's depthwise convolution.</summary>
    public PlaneBuffer WideGradientBefore { get; }

    /// <summary>Gradient of the trunks.</summary>
    public PlaneBuffer TrunkGradient { get; }

    /// <summary>A block's branch, or its gradient, where numbers are dropped from it.</summary>
    public PlaneBuffer Branch { get; }

    /// <summary>Planes of all of them.</summary>
    public static int PlaneCount(in NetworkLayout layout) => layout.TotalWidth * (10 + 5 * layout.Depth);

    public void Dispose()
    {
        foreach (PlaneBuffer buffer in (PlaneBuffer[])
            [Encoded, .. Trunks, .. Expanded, .. Filtered, Active, WideGradient, WideGradientBefore, TrunkGradient, Branch])
        {
            buffer.Dispose();
        }
    }

    private static PlaneBuffer[] Many(ComputeDevice device, int count, int planes, Area patch) =>
        [.. Enumerable.Range(0, count).Select(_ => new PlaneBuffer(device, planes, patch))];
}
