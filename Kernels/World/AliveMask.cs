using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// Who is alive where: the sun everywhere, a species where its neighbourhood holds more of it than a threshold, walls aside,
/// m_i = [max3x3(a_i (1 − wall)) > θ] (1 − wall).
/// </summary>
public readonly struct AliveMask : IDeviceBody<AliveMask.Arguments>, ISimdBody<AliveMask.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, 0 elsewhere, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>The result, 1 or 0, <c>[entities][y][x]</c>.</summary>
        public Planes Masks;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>θ.</summary>
        public float Threshold;

        /// <summary>Worlds whose cells exist.</summary>
        public WorldStack Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Entities * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int entity = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        float nearby = Neighbourhood.MaxOpen(a.Grid, entity, a.Walls, y, x, a.Readable.Around(y));
        float alive = nearby > a.Threshold ? 1 - a.Walls.At(0, y, x) : 0f;
        a.Masks.At(entity, y, x) = entity == 0 ? 1f : alive;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)Neighbourhood.ScratchRows * Rows.PaddedLength(CellTiles.Cut(arguments.Target).TileWidth);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* walls = a.Walls.Row(0, y, area.X);
            Rows.Fill(a.Masks.Row(0, y, area.X), area.Width, 1);
            for (int entity = 1; entity < a.Entities; entity++)
            {
                float* mask = a.Masks.Row(entity, y, area.X);
                Neighbourhood.MaxRow<L, V>(a.Grid, entity, a.Walls, y, area, a.Readable.Around(y), scratch, mask);
                for (int x = 0; x < area.Width; x += L.Count)
                {
                    V open = L.Subtract(L.Create(1), L.Load(walls + x));
                    L.Store(L.SelectLess(L.Create(a.Threshold), L.Load(mask + x), open, default), mask + x);
                }
            }
        }
    }
}
