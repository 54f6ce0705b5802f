using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>
/// What the networks' forward pass over a patch leaves for the way back, and the room that the way back needs. All of
/// it is as large as the patch, or as one of the strips that a large patch is cut into.
/// </summary>
internal sealed class ResidualTape
{
    public ResidualTape(DeviceArena memory, in NetworkLayout layout, Area patch)
    {
        int trunk = layout.TotalWidth;
        Encoded = memory.Planes(trunk, patch);
        Trunks = Many(memory, layout.Depth + 1, trunk, patch);
        Expanded = Many(memory, layout.Depth, 2 * trunk, patch);
        Filtered = Many(memory, layout.Depth, 2 * trunk, patch);
        WideGradient = memory.Planes(2 * trunk, patch);
        WideGradientBefore = memory.Planes(2 * trunk, patch);

        // A CPU computes them again on the way back. What comes out of the depthwise convolution is needed no longer when the
        // gradient before it is made.
        int blocks = Math.Max(1, layout.Depth);
        bool kept = !memory.Device.RunsSimdBodies;
        ExpandedActive = kept
            ? Many(memory, layout.Depth, 2 * trunk, patch)
            : [.. Enumerable.Repeat(memory.Planes(2 * trunk, patch), blocks)];
        FilteredActive = kept
            ? Many(memory, layout.Depth, 2 * trunk, patch)
            : [.. Enumerable.Repeat(WideGradientBefore, blocks)];
        TrunkGradient = memory.Planes(trunk, patch);
        Branch = memory.Planes(trunk, patch);
    }

    /// <summary>What goes into the encoder's gelu, <c>[N·D][y][x]</c>.</summary>
    public PlaneBuffer Encoded { get; }

    /// <summary>The trunks before each block and after the last.</summary>
    public PlaneBuffer[] Trunks { get; }

    /// <summary>What goes into the gelu after each block's expand, <c>[2·N·D][y][x]</c>.</summary>
    public PlaneBuffer[] Expanded { get; }

    /// <summary>What goes into the gelu after each block's depthwise convolution.</summary>
    public PlaneBuffer[] Filtered { get; }

    /// <summary>
    /// What comes out of the gelu after each block's expand, <c>[2·N·D][y][x]</c>; where SIMD bodies run, room for one block's.
    /// </summary>
    public PlaneBuffer[] ExpandedActive { get; }

    /// <summary>The same after each block's depthwise convolution.</summary>
    public PlaneBuffer[] FilteredActive { get; }

    /// <summary>Gradient behind a block's depthwise convolution.</summary>
    public PlaneBuffer WideGradient { get; }

    /// <summary>Gradient before a block's depthwise convolution.</summary>
    public PlaneBuffer WideGradientBefore { get; }

    /// <summary>Gradient of the trunks.</summary>
    public PlaneBuffer TrunkGradient { get; }

    /// <summary>A block's branch, or its gradient, where numbers are dropped from it.</summary>
    public PlaneBuffer Branch { get; }

    /// <summary>How a patch is cut into strips whose tape takes no more than so many floats.</summary>
    public static Bands Strips(Launcher launcher, in NetworkLayout layout, Area patch, long floats)
    {
        DeviceArena row = new(launcher, onlyCounts: true);
        _ = new ResidualTape(row, layout, patch with { Height = 1 });
        long rows = floats * sizeof(float) / row.Bytes;
        if (rows >= patch.Height)
        {
            return new Bands(patch, patch.Height);
        }

        // Rows of the surroundings are computed for each strip again, so there should be fewer of them than of its own.
        int surroundings = 2 * Surroundings(layout);
        return new Bands(patch, (int)Math.Min(patch.Height, Math.Max(rows - surroundings, Math.Max(surroundings, 1))));
    }

    /// <summary>A strip and the rows around it on which its outputs depend.</summary>
    public static Area WindowOf(in NetworkLayout layout, Area strip, Area patch) => strip.GrowRows(Surroundings(layout), patch);

    /// <summary>As many rows as any strip's window has.</summary>
    public static Area LargestWindow(in NetworkLayout layout, Bands strips) => strips.Grid with
    {
        Height = Math.Min(strips.Grid.Height, strips.Height + 2 * Surroundings(layout)),
    };

    // The encoder reads the grid itself, so only the blocks count.
    private static int Surroundings(in NetworkLayout layout) => layout.Depth * (layout.KernelSize / 2);

    private static PlaneBuffer[] Many(DeviceArena memory, int count, int planes, Area patch) =>
        [.. Enumerable.Range(0, count).Select(_ => memory.Planes(planes, patch))];
}
