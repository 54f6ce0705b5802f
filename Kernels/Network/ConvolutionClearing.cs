using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// Makes 0 again what a <see cref="ConvolutionInputGradient"/> has written, and touches nothing else: beside what one layer needs, the
/// layer before must find zeros. Only SIMD bodies leave cells out, so they alone need it.
/// </summary>
public readonly struct ConvolutionClearing : ISimdBody<ConvolutionClearing.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What was written, <c>[G·inputs][y][x]</c>.</summary>
        public Planes Planes;

        /// <summary>Planes of a group.</summary>
        public int Inputs;

        /// <summary>Number of groups.</summary>
        public int Groups;

        /// <summary>K of the layer.</summary>
        public int KernelSize;

        /// <summary>Where each group's planes were needed.</summary>
        public Habitat Habitat;

        /// <summary>Cells that exist.</summary>
        public WorldStack Readable;

        /// <summary>Cells that were computed.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments a) => Cost.OfCells(a.Target, a.Groups * a.Inputs);

    /// <inheritdoc/>
    public static int Tiles(in Arguments a) => a.Groups * JoinedRows.Cut(a.Readable, a.Target, a.KernelSize).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments a) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        WorldTiling tiling = JoinedRows.Cut(a.Readable, a.Target, a.KernelSize);
        int group = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        if (area.Height == 0 || !a.Habitat.Needs(group, area))
        {
            return;
        }

        JoinedRows rows = new(area, a.Readable, a.KernelSize);
        for (int plane = group * a.Inputs; plane < (group + 1) * a.Inputs; plane++)
        {
            rows.Clear(a.Planes, plane);
        }
    }
}
