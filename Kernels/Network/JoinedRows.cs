using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// A tile's rows one behind the other as one long row, with so many cells between them that a convolution may run over all at
/// once: small worlds have rows that are shorter than vectors are wide. What it computes between the rows means nothing.
/// </summary>
internal readonly unsafe struct JoinedRows
{
    private const int WidestTile = 128;

    // A long row of a tile with its inputs should stay in a core's own cache.
    private const int LongestRow = 640;

    private readonly Area tile;
    private readonly Area readable;
    private readonly int size;

    /// <param name="tile">Cells of one world.</param>
    /// <param name="worlds">Cells that exist.</param>
    /// <param name="kernelSize">K.</param>
    public JoinedRows(Area tile, WorldStack worlds, int kernelSize)
    {
        this.tile = tile;
        readable = worlds.Around(tile.Y);
        size = kernelSize;
        Pitch = PitchOf(tile.Width, readable.Width, kernelSize);
        Columns = Rows.RoundUp(tile.Height * Pitch);
    }

    /// <summary>Floats from a cell to the one below it.</summary>
    public int Pitch { get; }

    /// <summary>Columns of the long row, a multiple of 16.</summary>
    public int Columns { get; }

    /// <summary>Floats of a long row with its surroundings.</summary>
    public int Length => Rows.RoundUp(Columns + 2 * Radius * (Pitch + 1));

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
    /// <param name="first">The first input.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="packed">Weights as <see cref="RowProduct"/> reads them, K·K of each input.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="scratch">Private memory.</param>
    /// <returns>The sums, a long row of each output.</returns>
    public float* Convolve<L, V>(in Planes planes, int first, int inputs, float* packed, int outputs, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int rights = inputs * size * size;
        long* offsets = (long*)scratch;
        float* joined = scratch + Rows.RoundUp(2 * rights);
        float* sums = joined + (long)inputs * Length;
        for (int i = 0; i < rights; i++)
        {
            offsets[i] = (long)(i / (size * size)) * Length + Tap(i % (size * size));
        }

        for (int input = 0; input < inputs; input++)
        {
            Load(planes, first + input, joined + (long)input * Length);
        }

        RowProduct.Multiply<L, V>(joined, offsets, rights, packed, outputs, sums, Columns, Columns);
        return sums;
    }

    /// <summary>Where the cell lies that a tap reads for the first cell of the tile.</summary>
    public int Tap(int tap) => tap / size * Pitch + tap % size;

    /// <summary>Copies a plane's rows with what surrounds them, 0 where no cell is.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="plane">Which of them.</param>
    /// <param name="target">Room for <see cref="Length"/> floats.</param>
    public void Load(in Planes planes, int plane, float* target)
    {
        Rows.Clear(target, Length);
        int left = Math.Max(tile.X - Radius, readable.X);
        int count = Math.Min(tile.Right + Radius, readable.Right) - left;
        int top = Math.Max(tile.Y - Radius, readable.Y);
        int bottom = Math.Min(tile.Bottom + Radius, readable.Bottom);
        for (int y = top; y < bottom; y++)
        {
            Rows.Copy(planes.Row(plane, y, left), target + (y - tile.Y + Radius) * Pitch + left - tile.X + Radius, count);
        }
    }

    /// <summary>Copies a plane's rows without what surrounds them, 0 between them.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="plane">Which of them.</param>
    /// <param name="target">Room for <see cref="Columns"/> floats.</param>
    public void LoadAlone(in Planes planes, int plane, float* target)
    {
        Rows.Clear(target, Columns);
        for (int y = tile.Y; y < tile.Bottom; y++)
        {
            Rows.Copy(planes.Row(plane, y, tile.X), target + (y - tile.Y) * Pitch, tile.Width);
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

    /// <summary>Copies the rows of the tile to a plane.</summary>
    /// <param name="source">A long row.</param>
    /// <param name="planes">The planes.</param>
    /// <param name="plane">Which of them.</param>
    public void Store(float* source, in Planes planes, int plane)
    {
        for (int y = tile.Y; y < tile.Bottom; y++)
        {
            Rows.Copy(source + (y - tile.Y) * Pitch, planes.Row(plane, y, tile.X), tile.Width);
        }
    }

    private int Radius => size / 2;

    private static Area LargestTile(WorldStack worlds, Area target, int kernelSize)
    {
        int width = Division.Up(target.Width, Division.Up(target.Width, WidestTile));
        int height = Math.Max(1, LongestRow / PitchOf(width, target.Width, kernelSize));
        return target with { Width = width, Height = Math.Min(height, worlds.Rows) };
    }

    // Where a tile is as wide as its world, nothing but zeros lies beside it, and the zeros behind a row are those before the next.
    private static int PitchOf(int width, int worldWidth, int kernelSize) =>
        width + (width == worldWidth ? kernelSize / 2 : kernelSize / 2 * 2);
}
