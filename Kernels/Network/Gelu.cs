using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>gelu of planes as an operation of its own, for the learning pass, which keeps what goes into it.</summary>
public readonly struct Gelu : IDeviceBody<Gelu.Arguments>, ISimdBody<Gelu.Arguments>
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
    public static long Threads(in Arguments arguments) => arguments.Channels * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int channel = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        a.Output.At(channel, y, x) = Scalar.Gelu(a.Input.At(channel, y, x));
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
            float* source = a.Input.Row(tile, y, a.Target.X);
            float* target = a.Output.Row(tile, y, a.Target.X);
            Rows.Gelu<L, V>(source, target, Rows.RoundUp(a.Target.Width));
        }
    }
}

/// <summary>dz = d(gelu(z)) · gelu'(z), in place.</summary>
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
            float* input = a.Input.Row(tile, y, a.Target.X);
            float* gradient = a.Gradient.Row(tile, y, a.Target.X);
            for (int x = 0; x < a.Target.Width; x += L.Count)
            {
                V slope = VectorMath.GeluSlope<L, V>(L.Load(input + x));
                L.Store(L.Multiply(L.Load(gradient + x), slope), gradient + x);
            }
        }
    }
}
