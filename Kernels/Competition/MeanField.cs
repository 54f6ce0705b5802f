using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>The weights of the mean field, π = softmax(2a) over the entities that count in a cell; 0 for the others.</summary>
internal static class MeanField
{
    /// <summary>How much of its weight an entity's score gets.</summary>
    public const float Bonus = 0.5f;

    public static float Weight(in Planes grid, in Planes norms, int entities, int entity, int y, int x)
    {
        // Aliveness lies in [0, 1], so the exponentials need no shift.
        float sum = 0;
        for (int other = 0; other < entities; other++)
        {
            sum += Exponential(grid, norms, other, y, x);
        }

        return Exponential(grid, norms, entity, y, x) / sum;
    }

    private static float Exponential(in Planes grid, in Planes norms, int entity, int y, int x) =>
        Presence.Has(norms, entity, y, x) ? Scalar.Exp(2 * grid.At(entity, y, x)) : 0f;

    /// <summary>The weights of one row of a tile, <c>[entities][CellTiles.Widest]</c>.</summary>
    public static unsafe void WeightRows<L, V>(in Planes grid, in Planes norms, int entities, Area area, int y, float* weights)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V sum = default;
            for (int entity = 0; entity < entities; entity++)
            {
                V aliveness = L.Load(grid.Row(entity, y, area.X + x));
                V exponential = VectorMath.Exp<L, V>(L.Add(aliveness, aliveness));
                exponential = L.SelectLess(L.Load(norms.Row(entity, y, area.X + x)), default, default, exponential);
                L.Store(exponential, weights + entity * CellTiles.Widest + x);
                sum = L.Add(sum, exponential);
            }

            for (int entity = 0; entity < entities; entity++)
            {
                float* weight = weights + entity * CellTiles.Widest + x;
                L.Store(L.Divide(L.Load(weight), sum), weight);
            }
        }
    }
}
