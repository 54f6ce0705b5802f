using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Toys;

/// <summary>A mode in which a defence counts as much as there is of its entity.</summary>
internal static class Crowd
{
    public static float Weight(in Planes grid, int entity, int y, int x) => grid.At(entity, y, x);

    public static unsafe void WeightRows<L, V>(in Planes grid, int entities, Area area, int y, float* weights)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int entity = 0; entity < entities; entity++)
        {
            for (int x = 0; x < area.Width; x += L.Count)
            {
                L.Store(L.Load(grid.Row(entity, y, area.X + x)), weights + entity * Kernels.Cells.CellTiles.Widest + x);
            }
        }
    }
}
