using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>What a host wants to know of each row: population and territory of every entity.</summary>
public readonly struct Observation : IDeviceBody<Observation.Arguments>, ISimdBody<Observation.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness now, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>The result, <c>[rows][2 · entities]</c>: populations, then territories.</summary>
        public ArrayView<float> Counts;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>The whole grid.</summary>
        public Area Target;
    }

    /// <summary>Numbers kept for each row.</summary>
    public static int CountsPerRow(int entities) => 2 * entities;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int row = index;
        long first = (long)row * CountsPerRow(a.Entities);
        for (int count = 0; count < CountsPerRow(a.Entities); count++)
        {
            a.Counts[first + count] = 0;
        }

        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            Observe(a, first, a.Target.Y + row, x);
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)LaneSums.Count * CountsPerRow(arguments.Entities);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int y = a.Target.Y + tile;
        long counts = CountsPerRow(a.Entities);
        Rows.Clear(scratch, counts * LaneSums.Count);
        int whole = a.Target.Width / LaneSums.Count * LaneSums.Count;
        for (int x = 0; x < whole; x += L.Count)
        {
            float* populations = scratch + x % LaneSums.Count;
            float* territories = populations + a.Entities * LaneSums.Count;
            V owner = default;
            V most = L.Create(-1);
            for (int entity = 0; entity < a.Entities; entity++)
            {
                V aliveness = L.Load(a.Grid.Row(entity, y, a.Target.X + x));
                LaneSums.Add<L, V>(aliveness, populations + entity * LaneSums.Count);
                owner = L.SelectLess(most, aliveness, L.Create(entity), owner);
                most = L.SelectLess(most, aliveness, aliveness, most);
            }

            for (int entity = 0; entity < a.Entities; entity++)
            {
                V distance = L.Abs(L.Subtract(owner, L.Create(entity)));
                V owned = L.SelectLess(distance, L.Create(0.5f), L.Create(1), default);
                LaneSums.Add<L, V>(owned, territories + entity * LaneSums.Count);
            }
        }

        long first = tile * counts;
        for (int count = 0; count < counts; count++)
        {
            a.Counts[first + count] = LaneSums.Total(scratch + count * LaneSums.Count);
        }

        for (int x = whole; x < a.Target.Width; x++)
        {
            Observe(a, first, y, a.Target.X + x);
        }
    }

    // Of equal shares the first takes the cell.
    private static void Observe(in Arguments a, long first, int y, int x)
    {
        int owner = 0;
        float most = -1;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            float aliveness = a.Grid.At(entity, y, x);
            a.Counts[first + entity] += aliveness;
            if (aliveness > most)
            {
                most = aliveness;
                owner = entity;
            }
        }

        a.Counts[first + a.Entities + owner] += 1;
    }
}
