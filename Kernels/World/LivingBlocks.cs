using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Marks the blocks of cells in which species live.</summary>
public readonly struct LivingBlocks : IDeviceBody<LivingBlocks.Arguments>, ISimdBody<LivingBlocks.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>1 where a species is alive and 0 elsewhere, <c>[species][y][x]</c>.</summary>
        public Planes Alive;

        /// <summary>The result.</summary>
        public Living Living;

        /// <summary>Number of species.</summary>
        public int Species;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Living.Area, arguments.Species);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => Living.Count(arguments.Living.Area, arguments.Species);

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        Area cells = Block(a.Living, index);
        int species = index / (a.Living.Across * a.Living.Down);
        int alive = 0;
        for (int y = cells.Y; y < cells.Bottom; y++)
        {
            for (int x = cells.X; x < cells.Right; x++)
            {
                alive |= a.Alive.At(species, y, x) > 0 ? 1 : 0;
            }
        }

        a.Living.Blocks[index] = alive;
    }

    private static Area Block(in Living living, int index)
    {
        int x = living.Area.X + index % living.Across * Living.BlockWidth;
        int y = living.Area.Y + index / living.Across % living.Down * Living.BlockHeight;
        return new Area(
            x, y, IntrinsicMath.Min(Living.BlockWidth, living.Area.Right - x), IntrinsicMath.Min(Living.BlockHeight, living.Area.Bottom - y));
    }

    // A tile is a species' row of blocks.

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Species * arguments.Living.Down;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int block = tile * a.Living.Across; block < (tile + 1) * a.Living.Across; block++)
        {
            Area cells = Block(a.Living, block);
            bool alive = false;
            for (int y = cells.Y; y < cells.Bottom && !alive; y++)
            {
                alive = new ReadOnlySpan<float>(a.Alive.Row(tile / a.Living.Down, y, cells.X), cells.Width).ContainsAnyExcept(0f);
            }

            a.Living.Blocks[block] = alive ? 1 : 0;
        }
    }
}
