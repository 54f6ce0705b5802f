using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// A tile's rows one behind the other as one long row, with so many cells between them that a convolution may run over all at
/// once: small worlds have rows that are shorter than vectors are wide. What it computes between the rows means nothing. A tile of several
/// worlds has their long rows one behind the other, for a plane's cells lie together and those of the next one far away.
/// </summary>
internal readonly unsafe struct JoinedRows
{
    private const int WidestTile = 128;

    // A long row of a tile with its inputs should stay in a core's own cache.
    private const int LongestRow = 640;

    private readonly Area tile;
    private readonly WorldStack worlds;
    private readonly int first;
    private readonly int size;

    /// <param name="tile">Cells of one world, or of some.</param>
    /// <param name="worlds">Cells that exist.</param>
    /// <param name="kernelSize">K.</param>
    public JoinedRows(Area tile, WorldStack worlds, int kernelSize)
    {
        this.tile = tile;
        this.worlds = worlds;
        first = worlds.At(tile.Y);
        size = kernelSize;
        Worlds = worlds.At(tile.Bottom - 1) - first + 1;
        Pitch = PitchOf(tile.Width, worlds.Grid.Width, kernelSize);
        WorldColumns = Rows.RoundUp((Worlds == 1 ? tile.Height : worlds.Rows) * Pitch);
    }

    /// <summary>Worlds that the tile has cells of.</summary>
    public int Worlds { get; }

    /// <summary>Floats from a cell to the one below it.</summary>
    public int Pitch { get; }

    /// <summary>Columns of a world's long row, a multiple of 16.</summary>
    public int WorldColumns { get; }

    /// <summary>Columns of all of them.</summary>
    public int Columns => Worlds * WorldColumns;

    /// <summary>Floats of a world's long row with its surroundings.</summary>
    public int WorldLength => Rows.RoundUp(WorldColumns + 2 * Radius * (Pitch + 1));

    /// <summary>Floats of all of them.</summary>
    public int Length => Worlds * WorldLength;

    /// <summary>The tiles of a target.</summary>
    public static WorldTiling Cut(WorldStack worlds, Area target, int kernelSize)
    {
        Area largest = LargestTile(worlds, target, kernelSize);
        return new WorldTiling(worlds, target, largest.Width, largest.Height);
    }

    /// <summary>The long row of as large a tile as a target has.</summary>
    public static JoinedRows Largest(WorldStack worlds, Area target, int kernelSize) =>
        new(LargestTile(worlds, target, kernelSize), worlds, kernelSize);

    /// <summary>Floats that <see cref="Convolve"/> needs.</summary>
    public long ScratchFloats(int inputs, int outputs) =>
        Rows.RoundUp(2 * inputs * size * size) + (long)inputs * Length + (long)outputs * Columns;

    /// <summary>Convolves the tile, all inputs with all outputs.</summary>
    /// <param name="planes">The planes to read.</param>
    /// <param name="start">The first input.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="packed">Weights as <see cref="RowProduct"/> reads them, K·K of each input.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="scratch">Private memory.</param>
    /// <returns>The sums, a long row of each output.</returns>
    public float* Convolve<L, V>(in Planes planes, int start, int inputs, float* packed, int outputs, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int rights = inputs * size * size;
        long* offsets = (long*)scratch;
        float* joined = scratch + Rows.RoundUp(2 * rights);
        float* sums = joined + (long)inputs * Length;
        long* offset = offsets;
        for (int input = 0; input < inputs; input++)
        {
            Load(planes, start + input, joined + (long)input * Length);
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++)
                {
                    *offset++ = (long)input * Length + Tap(row, column);
                }
            }
        }

        for (int world = 0; world < Worlds; world++)
        {
            RowProduct.Multiply<L, V>(
                joined + world * WorldLength, offsets, rights, packed, outputs, sums + world * WorldColumns, Columns, WorldColumns);
        }

        return sums;
    }

    /// <summary>Where the cell lies that a tap reads for the first cell of the tile.</summary>
    public int Tap(int row, int column) => row * Pitch + column;

    /// <summary>Copies a plane's rows with what surrounds them, 0 where no cell is.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="plane">Which of them.</param>
    /// <param name="target">Room for <see cref="Length"/> floats.</param>
    public void Load(in Planes planes, int plane, float* target)
    {
        Rows.Clear(target, Length);
        int left = Math.Max(tile.X - Radius, worlds.Grid.X);
        int count = Math.Min(tile.Right + Radius, worlds.Grid.Right) - left;
        for (int world = 0; world < Worlds; world++, target += WorldLength)
        {
            int start = Top(world) - Radius;
            int top = Math.Max(start, WorldTop(world));
            int bottom = Math.Min(Bottom(world) + Radius, WorldTop(world + 1));
            for (int y = top; y < bottom; y++)
            {
                Rows.Copy(planes.Row(plane, y, left), target + (y - start) * Pitch + left - tile.X + Radius, count);
            }
        }
    }

    /// <summary>Copies planes' rows without what surrounds them, 0 between them.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">Room for <see cref="Columns"/> floats of each.</param>
    public void LoadAlone(in Planes planes, int start, int count, float* target)
    {
        Rows.Clear(target, (long)count * Columns);
        for (int plane = start; plane < start + count; plane++)
        {
            for (int world = 0; world < Worlds; world++, target += WorldColumns)
            {
                int top = Top(world);
                int bottom = Bottom(world);
                for (int y = top; y < bottom; y++)
                {
                    Rows.Copy(planes.Row(plane, y, tile.X), target + (y - top) * Pitch, tile.Width);
                }
            }
        }
    }

    /// <summary>Makes the tile's cells of a plane 0.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="plane">Which of them.</param>
    public void Clear(in Planes planes, int plane)
    {
        for (int y = tile.Y; y < tile.Bottom; y++)
        {
            Rows.Clear(planes.Row(plane, y, tile.X), tile.Width);
        }
    }

    /// <summary>Copies the rows of the tile to planes.</summary>
    /// <param name="source">A long row of each.</param>
    /// <param name="planes">The planes.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    public void Store(float* source, in Planes planes, int start, int count)
    {
        for (int plane = start; plane < start + count; plane++)
        {
            for (int world = 0; world < Worlds; world++, source += WorldColumns)
            {
                int top = Top(world);
                int bottom = Bottom(world);
                for (int y = top; y < bottom; y++)
                {
                    Rows.Copy(source + (y - top) * Pitch, planes.Row(plane, y, tile.X), tile.Width);
                }
            }
        }
    }

    private int Radius => size / 2;

    private int WorldTop(int world) => worlds.Grid.Y + (first + world) * worlds.Rows;

    // The rows of a world that are the tile's.
    private int Top(int world) => Math.Max(tile.Y, WorldTop(world));

    private int Bottom(int world) => Math.Min(tile.Bottom, WorldTop(world + 1));

    private static Area LargestTile(WorldStack worlds, Area target, int kernelSize)
    {
        int width = Division.Up(target.Width, Division.Up(target.Width, WidestTile));
        int pitch = PitchOf(width, target.Width, kernelSize);
        int height = Math.Max(1, LongestRow / pitch);
        int together = Math.Max(1, LongestRow / Rows.RoundUp(worlds.Rows * pitch));
        return target with { Width = width, Height = height < worlds.Rows ? height : together * worlds.Rows };
    }

    // Where a tile is as wide as its world, nothing but zeros lies beside it, and the zeros behind a row are those before the next.
    private static int PitchOf(int width, int worldWidth, int kernelSize) =>
        width + (width == worldWidth ? kernelSize / 2 : kernelSize / 2 * 2);
}
