using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>How much of each species lives in or beside a cell, walls aside: max3x3(a_i · (1 − wall)).</summary>
public readonly struct Presence : IDeviceBody<Presence.Arguments>, ISimdBody<Presence.Arguments>
{
    /// <summary>A species is present where its neighbourhood holds more than this.</summary>
    public const float Threshold = 0.05f;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, 0 elsewhere, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>The result, <c>[species][y][x]</c>.</summary>
        public Planes Presence;

        /// <summary>Number of species.</summary>
        public int Species;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Species + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Species * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int species = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        a.Presence.At(species, y, x) = Neighbourhood.MaxOpen(a.Grid, 1 + species, a.Walls, y, x, a.Readable);
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
            for (int species = 0; species < a.Species; species++)
            {
                float* target = a.Presence.Row(species, y, area.X);
                Neighbourhood.MaxRow<L, V>(a.Grid, 1 + species, a.Walls, y, area, a.Readable, scratch, target);
            }
        }
    }
}
