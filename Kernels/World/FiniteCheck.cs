using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Counts, for each row of each plane, the numbers that are not finite.</summary>
public readonly struct FiniteCheck : IDeviceBody<FiniteCheck.Arguments>, ISimdBody<FiniteCheck.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary><c>[planes][y][x]</c>.</summary>
        public Planes Values;

        /// <summary>Number of planes.</summary>
        public int Count;

        /// <summary>The result, <c>[planes][rows of the target]</c>.</summary>
        public ArrayView<float> RowCounts;

        /// <summary>Cells to look at.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, arguments.Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Count * arguments.Target.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int plane = index / a.Target.Height;
        int y = a.Target.Y + index % a.Target.Height;
        float bad = 0;
        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            bad += IsBad(a.Values.At(plane, y, x));
        }

        a.RowCounts[index] = bad;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            float* row = a.Values.Row(tile, y, a.Target.X);
            float bad = 0;
            for (int x = 0; x < a.Target.Width; x++)
            {
                bad += IsBad(row[x]);
            }

            a.RowCounts[(long)tile * a.Target.Height + (y - a.Target.Y)] = bad;
        }
    }

    // A number minus itself is 0 unless it is infinite or no number at all.
    private static float IsBad(float value) => value - value == 0 ? 0f : 1f;
}
