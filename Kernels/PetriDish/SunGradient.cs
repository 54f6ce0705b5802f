using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// On the way to dσ = Σ du_0 over all cells of all worlds: the sum of each channel over each row, which <see cref="RowTotals"/> adds
/// up. Sums keep what rounding loses, in a fixed order.
/// </summary>
public readonly struct SunGradient : IGroupBody<SunGradient.Arguments>, ISimdBody<SunGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>du_0 from <see cref="ContestGradient"/>, <c>[channels][y][x]</c>.</summary>
        public Planes Gradient;

        /// <summary>The result, <c>[channels][rows of the whole]</c>.</summary>
        public ArrayView<float> RowSums;

        /// <summary>Channels of an entity, C.</summary>
        public int Channels;

        /// <summary>The cells of all worlds.</summary>
        public Area Whole;

        /// <summary>Rows to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, arguments.Channels);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover((long)arguments.Channels * arguments.Target.Height, GroupRows.OfCells, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        bool exists = GroupRows.Row < a.Channels * a.Target.Height;
        int channel = GroupRows.Row / a.Target.Height;
        int y = a.Target.Y + GroupRows.Row % a.Target.Height;
        float sum = Census.RowSum(shared, a.Gradient, channel, y, a.Target.X, exists ? a.Target.Width : 0);
        if (exists && Group.IdxX == 0)
        {
            a.RowSums[(long)channel * a.Whole.Height + (y - a.Whole.Y)] = sum;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int y = a.Target.Y + tile;
        for (int channel = 0; channel < a.Channels; channel++)
        {
            float sum = Census.RowSum<L, V>(a.Gradient.Row(channel, y, a.Target.X), a.Target.Width);
            a.RowSums[(long)channel * a.Whole.Height + (y - a.Whole.Y)] = sum;
        }
    }
}
