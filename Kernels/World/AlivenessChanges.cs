using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>What a step changed, where rules have all cells take part: counted in each row, and, while somebody wants it, on a map.</summary>
public readonly struct AlivenessChanges : IDeviceBody<AlivenessChanges.Arguments>, ISimdBody<AlivenessChanges.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness before the step, <c>[entities ..][y][x]</c>.</summary>
        public Planes Before;

        /// <summary>Aliveness after it.</summary>
        public Planes After;

        /// <summary>The result.</summary>
        public Activity Activity;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>The grid.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => CountRow(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        CountRow(a, tile);

    private static void CountRow(in Arguments a, int row)
    {
        int y = a.Target.Y + row;
        KahanSum sum = default;
        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            float change = 0;
            for (int entity = 0; entity < a.Entities; entity++)
            {
                change += MathF.Abs(a.After.At(entity, y, x) - a.Before.At(entity, y, x));
            }

            a.Activity.Track(y, x, change);
            sum.Add(change);
        }

        a.Activity.Put(row, sum.Total, a.Target.Width);
    }
}
