using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// Draws the territories: a cell has its dominant entity's colour, times 0.7 + 0.3 · min(2a, 1) for a species, where
/// min(2a, 1) is a multiple of 1/255; walls have their own. A pixel is the mean of its cells' colours, or its cell's code.
/// </summary>
public readonly struct Colouring
    : IDeviceBody<Colouring.Arguments>, ISimdBody<Colouring.Arguments>, ICellCodes<Colouring.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>RGBA8 of the sun, of each species, and of walls, <c>[entities + 1]</c>.</summary>
        public ArrayView<uint> Palette;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>The picture.</summary>
        public PixelGrid Picture;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats((arguments.Entities + 1) * arguments.Picture.Region.Cells + arguments.Picture.Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Picture.Count;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Draw(a, index / a.Picture.Width, index % a.Picture.Width);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Picture.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => PixelRow.ScratchFloats(arguments.Picture);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        PixelRow.Draw<Colouring, Arguments, L, V>(a, a.Picture, tile, scratch);

    static uint ICellCodes<Arguments>.Of(in Arguments arguments, int y, int x) => CodeOf(arguments, y, x);

    // What a cell is and its level are carried along as floats, which vectors can choose from.
    static unsafe void ICellCodes<Arguments>.Of<L, V>(in Arguments a, int y, int x, uint* codes, float* spare)
    {
        V none = default;
        V half = L.Create(0.5f);
        V full = L.Create(CellCode.Full);
        V most = L.Load(a.Grid.Row(0, y, x));
        V owner = none;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            V aliveness = L.Load(a.Grid.Row(entity, y, x));
            owner = L.SelectLess(most, aliveness, L.Create(entity), owner);
            most = L.SelectLess(most, aliveness, aliveness, most);
        }

        V wall = L.Load(a.Walls.Row(0, y, x));
        V doubled = L.Min(L.Max(L.Multiply(L.Create(2), most), none), L.Create(1));
        V level = L.SelectLess(none, owner, L.Add(L.Multiply(doubled, full), half), full);
        L.Store(L.SelectLess(half, wall, L.Create(CellCode.Wall), owner), spare);
        L.Store(L.SelectLess(half, wall, full, level), spare + L.Count);
        for (int i = 0; i < L.Count; i++)
        {
            codes[i] = CellCode.Of((int)spare[i], (int)spare[L.Count + i]);
        }
    }

    // Most cells of a species are at the full level, which leaves the colour as it is.
    static unsafe void ICellCodes<Arguments>.Colour(in Arguments a, uint* codes, int count)
    {
        uint* palette = a.Palette.Address();
        for (int i = 0; i < count; i++)
        {
            (int what, int level) = (CellCode.What(codes[i]), CellCode.Level(codes[i]));
            uint colour = palette[what == CellCode.Wall ? a.Entities : what];
            codes[i] = level == CellCode.Full ? colour : CellCode.Shade(colour, level);
        }
    }

    private static void Draw(in Arguments a, int row, int column)
    {
        Area cells = a.Picture.CellsOf(row, column);
        ColourMean mean = default;
        for (int y = cells.Y; y < cells.Bottom; y++)
        {
            for (int x = cells.X; x < cells.Right; x++)
            {
                mean.Add(PixelOf(a, CodeOf(a, y, x)));
            }
        }

        a.Picture.Put(row, column, mean.Value);
    }

    private static uint CodeOf(in Arguments a, int y, int x)
    {
        if (a.Walls.At(0, y, x) > 0.5f)
        {
            return CellCode.Of(CellCode.Wall, CellCode.Full);
        }

        int owner = 0;
        float most = a.Grid.At(0, y, x);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            // In an "if", ILGPU would take what is no number for more on OpenCL.
            float aliveness = a.Grid.At(entity, y, x);
            owner = aliveness > most ? entity : owner;
            most = aliveness > most ? aliveness : most;
        }

        // What is no number is never the most, but for the sun's.
        float level = MathF.Min(MathF.Max(2 * most, 0), 1) * CellCode.Full + 0.5f;
        return CellCode.Of(owner, owner == 0 ? CellCode.Full : (int)level);
    }

    private static uint PixelOf(in Arguments a, uint code)
    {
        int what = CellCode.What(code);
        return a.Picture.Codes == 1 ? code
            : CellCode.Shade(a.Palette[what == CellCode.Wall ? a.Entities : what], CellCode.Level(code));
    }
}
