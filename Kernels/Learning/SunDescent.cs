using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>
/// Moves a sun's offset by plain gradient descent: a global sun's by the gradient's sum over the patch, a spatial sun's cell by cell.
/// </summary>
public readonly struct SunDescent : IDeviceBody<SunDescent.Arguments>, ISimdBody<SunDescent.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The offset, <c>[channels][1][1]</c> or <c>[channels][y][x]</c>.</summary>
        public Planes Offset;

        /// <summary>The gradient, of the same shape; a spatial sun's is that of the patch.</summary>
        public Planes Gradient;

        /// <summary>Channels of an entity, C.</summary>
        public int Channels;

        /// <summary>η · SunRateScale.</summary>
        public float Rate;

        /// <summary>The patch; a single cell for a global sun.</summary>
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
        Move(a, index / cells, a.Target.RowOf(index % cells), a.Target.ColumnOf(index % cells));
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
                Move(a, tile, y, x);
            }
        }
    }

    private static void Move(in Arguments a, int channel, int y, int x) =>
        a.Offset.At(channel, y, x) -= a.Rate * a.Gradient.At(channel, y, x);
}
