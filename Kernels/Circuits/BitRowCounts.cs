using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>How many cells of each row of a grid of bits have one in a plane.</summary>
public readonly struct BitRowCounts : IDeviceBody<BitRowCounts.Arguments>, ISimdBody<BitRowCounts.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The grid.</summary>
        public BitGrid Grid;

        /// <summary>The plane.</summary>
        public int Plane;

        /// <summary>How many, <c>[y]</c>.</summary>
        public ArrayView<int> Counts;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(arguments.Grid.Count + arguments.Grid.Height);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Grid.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Grid.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged => Evaluate(a, tile);

    private static void Evaluate(in Arguments a, int y) => a.Counts[y] = a.Grid.CountIn(a.Plane, y, 0, a.Grid.Width);
}
