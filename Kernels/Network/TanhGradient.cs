using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>dz = d(tanh(z)) · (1 − tanh(z)²), in place.</summary>
public readonly struct TanhGradient : IDeviceBody<TanhGradient.Arguments>, ISimdBody<TanhGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>tanh(z), <c>[channels][y][x]</c>.</summary>
        public Planes Output;

        /// <summary>The gradient of tanh(z), then of z, <c>[channels][y][x]</c>.</summary>
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
        float output = a.Output.At(channel, y, x);
        a.Gradient.At(channel, y, x) *= 1 - output * output;
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
            float* outputs = a.Output.Row(tile, y, a.Target.X);
            float* gradients = a.Gradient.Row(tile, y, a.Target.X);
            for (int x = 0; x < a.Target.Width; x += L.Count)
            {
                V output = L.Load(outputs + x);
                V slope = L.Subtract(L.Create(1), L.Multiply(output, output));
                L.Store(L.Multiply(L.Load(gradients + x), slope), gradients + x);
            }
        }
    }
}
