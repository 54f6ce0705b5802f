using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>Where a block's layers read and write, over a window.</summary>
internal readonly struct BlockPlanes
{
    /// <summary>The trunks before the block, <c>[groups · w][y][x]</c>.</summary>
    public required Planes Input { get; init; }

    /// <summary>The trunks after it, or the branches alone.</summary>
    public required Planes Output { get; init; }

    /// <summary>After expand and its gelu, <c>[groups · 2w][y][x]</c>; not written where a block is one launch without a tape.</summary>
    public required Planes Expanded { get; init; }

    /// <summary>The same after the depthwise convolution.</summary>
    public required Planes Filtered { get; init; }

    /// <summary>What the way back needs besides; null where there is none.</summary>
    public BlockTape? Tape { get; init; }

    /// <summary>Whether the branches stand alone, because numbers are dropped from them before they join the trunks.</summary>
    public bool BranchAlone { get; init; }

    /// <summary>Where each group's outputs are needed; where nothing is known, all are.</summary>
    public Habitat Habitat { get; init; }

    /// <summary>Cells that exist.</summary>
    public required Area Readable { get; init; }

    /// <summary>Cells to compute.</summary>
    public required Area Target { get; init; }
}

/// <summary>What went into a block's gelus, <c>[groups · 2w][y][x]</c>.</summary>
/// <param name="Expanded">After expand.</param>
/// <param name="Filtered">After the depthwise convolution.</param>
internal readonly record struct BlockTape(Planes Expanded, Planes Filtered);
