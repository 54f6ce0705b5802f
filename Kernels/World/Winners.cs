using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Who holds each cell: the entity of the largest aliveness, of equal ones the first. Walls are nobody's.</summary>
public readonly struct Winners : IDeviceBody<Winners.Arguments>, ISimdBody<Winners.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>The result, 0 for the sun, n for species n, or <see cref="Nobody"/>, <c>[1][y][x]</c>.</summary>
        public Planes Holders;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>The cells to look at.</summary>
        public Area Target;
    }

    /// <summary>Who holds a wall; no species has so large a number.</summary>
    public const byte Nobody = 255;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, arguments.Entities + 2);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        float nobody = Nobody;
        float holder = 0;
        float most = a.Grid.At(0, y, x);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float number = entity;
            float aliveness = a.Grid.At(entity, y, x);
            holder = aliveness > most ? number : holder;
            most = aliveness > most ? aliveness : most;
        }

        a.Holders.At(0, y, x) = a.Walls.At(0, y, x) > 0.5f ? nobody : holder;
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
        for (int x = a.Target.X; x < a.Target.Right; x += L.Count)
        {
            V holder = default;
            V most = L.Load(a.Grid.Row(0, y, x));
            for (int entity = 1; entity < a.Entities; entity++)
            {
                V aliveness = L.Load(a.Grid.Row(entity, y, x));
                holder = L.SelectLess(most, aliveness, L.Create(entity), holder);
                most = L.SelectLess(most, aliveness, aliveness, most);
            }

            V wall = L.Load(a.Walls.Row(0, y, x));
            L.Store(L.SelectLess(L.Create(0.5f), wall, L.Create(Nobody), holder), a.Holders.Row(0, y, x));
        }
    }
}
