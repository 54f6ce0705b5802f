using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// Brings back the dead: in each world, each species whose aliveness sums to less than 1 gets five seeds at random open cells, which
/// depend on the world's slot, so that copies of a slot end alike. One thread plants all seeds, for they may meet in a cell.
/// </summary>
public readonly struct DishRespawn : IDeviceBody<DishRespawn.Arguments>, ISimdBody<DishRespawn.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>How cells are seeded; its step is the epoch that ends.</summary>
        public SeededCell Cell;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>Σ over cells of each entity's aliveness, <c>[entities][worlds]</c>; seeds are not in it.</summary>
        public ArrayView<float> Populations;

        /// <summary>The slot of each world, from <see cref="PoolSlots"/>.</summary>
        public ArrayView<float> Slots;

        /// <summary>Of each species, how often it has come back to any world so far.</summary>
        public ArrayView<int> Respawns;

        /// <summary>The worlds.</summary>
        public WorldStack Worlds;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((long)arguments.Worlds.Count * arguments.Cell.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => BringBack(a);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        BringBack(a);

    private static void BringBack(in Arguments a)
    {
        for (int world = 0; world < a.Worlds.Count; world++)
        {
            for (int species = 1; species < a.Cell.Entities; species++)
            {
                if (a.Populations[species * a.Worlds.Count + world] < 1)
                {
                    a.Respawns[species - 1] += Plant(a, world, species);
                }
            }
        }
    }

    // 1, or 0 where all cells are walls.
    private static int Plant(in Arguments a, int world, int species)
    {
        Area whole = a.Worlds[world];
        for (int seed = 0; seed < Respawn.Seeds; seed++)
        {
            long place = ((long)(int)a.Slots[world] * a.Cell.Entities + species) * Respawn.Seeds + seed;
            long cell = OpenCell.Draw(
                a.Walls, whole, a.Cell.Seed, RandomStream.PoolRespawn, a.Cell.Step, (ulong)place * OpenCell.Tries);
            if (cell < 0)
            {
                return 0;
            }

            a.Cell.Write(species, OpenCell.RowOf(whole, cell), OpenCell.ColumnOf(whole, cell));
        }

        return 1;
    }
}
