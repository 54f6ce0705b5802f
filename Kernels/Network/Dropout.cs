using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// Drops numbers at random in the learning pass and scales the others by 1 / (1 − p). The same operation takes a
/// gradient back, for it draws the same numbers again.
/// </summary>
public readonly struct Dropout : IDeviceBody<Dropout.Arguments>, ISimdBody<Dropout.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary><c>[channels][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>The result, <c>[channels][y][x]</c>; may be the input.</summary>
        public Planes Output;

        /// <summary>Number of channels.</summary>
        public int Channels;

        /// <summary>p.</summary>
        public float Rate;

        /// <summary>The first channel's number among those of all species and all places in their networks.</summary>
        public long First;

        /// <summary>The world's seed.</summary>
        public ulong Seed;

        /// <summary>The step.</summary>
        public long Step;

        /// <summary>The area whose cells are counted row by row: the patch.</summary>
        public Area Whole;

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
        Drop(a, channel, a.Target.RowOf(index % cells), a.Target.ColumnOf(index % cells));
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
            for (int x = a.Target.X; x < a.Target.Right; x++)
            {
                Drop(a, tile, y, x);
            }

            // Sums over whole vectors must find zeros where no cell is.
            int unused = Rows.RoundUp(a.Target.Width) - a.Target.Width;
            Rows.Clear(a.Output.Row(tile, y, a.Target.X) + a.Target.Width, unused);
        }
    }

    private static void Drop(in Arguments a, int channel, int y, int x)
    {
        ulong plane = (ulong)(a.First + channel);
        ulong index = (plane * (ulong)a.Whole.Height + (ulong)(y - a.Whole.Y)) * (ulong)a.Whole.Width
            + (ulong)(x - a.Whole.X);
        bool kept = Philox.Uniform(a.Seed, RandomStream.Dropout, a.Step, index) >= a.Rate;
        a.Output.At(channel, y, x) = kept ? a.Input.At(channel, y, x) / (1 - a.Rate) : 0f;
    }
}
