using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Network;

/// <summary>gelu of planes as an operation of its own, for the CPU's learning pass, which keeps what goes into it.</summary>
public readonly struct Gelu : ISimdBody<Gelu.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>z, <c>[channels][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>gelu(z), <c>[channels][y][x]</c>.</summary>
        public Planes Output;

        /// <summary>Number of channels.</summary>
        public int Channels;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Channels);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            float* source = a.Input.Row(tile, y, a.Target.X);
            float* target = a.Output.Row(tile, y, a.Target.X);
            Rows.Gelu<L, V>(source, target, Rows.RoundUp(a.Target.Width));
        }
    }
}
