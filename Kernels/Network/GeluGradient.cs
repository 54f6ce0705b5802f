using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// dz = d(gelu(z)) · gelu'(z), in place, as an operation of its own: where numbers are dropped between a gelu and what follows.
/// </summary>
public readonly struct GeluGradient : IDeviceBody<GeluGradient.Arguments>, ISimdBody<GeluGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>z, <c>[channels][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>The gradient of gelu(z), then of z, <c>[channels][y][x]</c>.</summary>
        public Planes Gradient;

        /// <summary>Number of channels.</summary>
        public int Channels;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 3 * arguments.Channels);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Channels * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int channel = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        a.Gradient.At(channel, y, x) *= Scalar.GeluSlope(a.Input.At(channel, y, x));
    }

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
            Rows.ThroughGelu<L, V>(
                a.Gradient.Row(tile, y, a.Target.X), a.Input.Row(tile, y, a.Target.X), Rows.RoundUp(a.Target.Width));
        }
    }
}
