using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Marks the blocks of cells in which species live.</summary>
public readonly struct HabitatCensus : IDeviceBody<HabitatCensus.Arguments>, ISimdBody<HabitatCensus.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>1 where a species is alive and 0 elsewhere, <c>[species][y][x]</c>.</summary>
        public Planes Alive;

        /// <summary>The result.</summary>
        public Habitat Habitat;

        /// <summary>Number of species.</summary>
        public int Species;

        /// <summary>1 to mark for each species where any of them lives.</summary>
        public int Together;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Habitat.Area, arguments.Species);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => Habitat.Count(arguments.Habitat.Area, arguments.Species);

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        Area cells = Block(a.Habitat, index);
        int species = index / (a.Habitat.Across * a.Habitat.Down);
        int first = a.Together != 0 ? 0 : species;
        int last = a.Together != 0 ? a.Species - 1 : species;
        int alive = 0;
        for (int plane = first; plane <= last; plane++)
        {
            for (int y = cells.Y; y < cells.Bottom; y++)
            {
                for (int x = cells.X; x < cells.Right; x++)
                {
                    alive |= a.Alive.At(plane, y, x) > 0 ? 1 : 0;
                }
            }
        }

        a.Habitat.Blocks[index] = alive;
    }

    private static Area Block(in Habitat habitat, int index)
    {
        int x = habitat.Area.X + index % habitat.Across * Habitat.BlockWidth;
        int y = habitat.Area.Y + index / habitat.Across % habitat.Down * Habitat.BlockHeight;
        return new Area(
            x, y, IntrinsicMath.Min(Habitat.BlockWidth, habitat.Area.Right - x), IntrinsicMath.Min(Habitat.BlockHeight, habitat.Area.Bottom - y));
    }

    // A tile is a species' row of blocks.

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Species * arguments.Habitat.Down;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int species = tile / a.Habitat.Down;
        for (int block = tile * a.Habitat.Across; block < (tile + 1) * a.Habitat.Across; block++)
        {
            Area cells = Block(a.Habitat, block);
            bool alive = a.Together == 0 && Lives(a, species, cells);
            for (int plane = 0; a.Together != 0 && !alive && plane < a.Species; plane++)
            {
                alive = Lives(a, plane, cells);
            }

            a.Habitat.Blocks[block] = alive ? 1 : 0;
        }
    }

    private static unsafe bool Lives(in Arguments a, int plane, Area cells)
    {
        bool alive = false;
        for (int y = cells.Y; y < cells.Bottom && !alive; y++)
        {
            alive = new ReadOnlySpan<float>(a.Alive.Row(plane, y, cells.X), cells.Width).ContainsAnyExcept(0f);
        }

        return alive;
    }
}
