using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>
/// The sum of each entity's aliveness over each row of the patch after the step: what survived where a cell took part,
/// the old value elsewhere.
/// </summary>
public readonly struct PatchCensus : IDeviceBody<PatchCensus.Arguments>, ISimdBody<PatchCensus.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness before the step, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>What survives, <c>[entities][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>The uniform numbers of the pass, <c>[1][y][x]</c>.</summary>
        public Planes Uniforms;

        /// <summary>The result, <c>[entities][rows of the target]</c>.</summary>
        public ArrayView<float> RowSums;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>U.</summary>
        public float Probability;

        /// <summary>The patch.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Entities * arguments.Target.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Sum(a, index / a.Target.Height, index % a.Target.Height);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int entity = 0; entity < a.Entities; entity++)
        {
            Sum(a, entity, tile);
        }
    }

    private static void Sum(in Arguments a, int entity, int row)
    {
        int y = a.Target.Y + row;
        float sum = 0;
        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            bool takesPart = a.Uniforms.At(0, y, x) < a.Probability;
            sum += takesPart ? a.Aliveness.At(entity, y, x) : a.Grid.At(entity, y, x);
        }

        a.RowSums[(long)entity * a.Target.Height + row] = sum;
    }
}
