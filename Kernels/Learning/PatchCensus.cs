using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>
/// The sum of each entity's aliveness over each row of the patch after the step: what survived where a cell took part,
/// the old value elsewhere.
/// </summary>
public readonly struct PatchCensus : IGroupBody<PatchCensus.Arguments>, ISimdBody<PatchCensus.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness before the step, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>What survives, <c>[entities][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>Which cells take part.</summary>
        public CellUniforms Uniforms;

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
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover((long)arguments.Entities * arguments.Target.Height, GroupRows.OfCells, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        bool exists = GroupRows.Row < a.Entities * a.Target.Height;
        int entity = GroupRows.Row / a.Target.Height;
        int y = a.Target.Y + GroupRows.Row % a.Target.Height;
        int width = exists ? a.Target.Width : 0;
        for (int strand = Group.IdxX; strand < GroupRows.OfCells; strand += Group.DimX)
        {
            KahanSum sum = default;
            for (int x = strand; x < width; x += GroupRows.OfCells)
            {
                sum.Add(Value(a, entity, y, a.Target.X + x));
            }

            GroupRows.Put(shared, strand, GroupRows.OfCells, sum);
        }

        float total = GroupRows.Total(shared, GroupRows.OfCells);
        if (exists && Group.IdxX == 0)
        {
            a.RowSums[GroupRows.Row] = total;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => arguments.Target.Width;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int y = a.Target.Y + tile;
        a.Uniforms.Row(y, a.Target.X, a.Target.Width, scratch);
        for (int entity = 0; entity < a.Entities; entity++)
        {
            float* aliveness = a.Aliveness.Row(entity, y, a.Target.X);
            float* old = a.Grid.Row(entity, y, a.Target.X);
            float sum = 0;
            for (int x = 0; x < a.Target.Width; x++)
            {
                sum += scratch[x] < a.Probability ? aliveness[x] : old[x];
            }

            a.RowSums[(long)entity * a.Target.Height + tile] = sum;
        }
    }

    private static float Value(in Arguments a, int entity, int y, int x)
    {
        bool takesPart = a.Uniforms.At(y, x) < a.Probability;
        return takesPart ? a.Aliveness.At(entity, y, x) : a.Grid.At(entity, y, x);
    }
}
