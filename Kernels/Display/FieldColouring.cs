using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// Draws a number of each cell, a plane's value or the length of a vector, in the colours of a ramp; walls have their
/// own colour. A pixel is the mean of its cells' colours, or its cell's code.
/// </summary>
public readonly struct FieldColouring
    : IDeviceBody<FieldColouring.Arguments>, ISimdBody<FieldColouring.Arguments>, ICellCodes<FieldColouring.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What to show, <c>[count][y][x]</c>.</summary>
        public Planes Field;

        /// <summary>1 to show the plane's value, with its sign; more to show the length of the vector of so many planes.</summary>
        public int Count;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>RGBA8 from the lowest value to the highest, <c>[<see cref="Colours"/>]</c>.</summary>
        public ArrayView<uint> Ramp;

        /// <summary>RGBA8 of walls.</summary>
        public uint Wall;

        /// <summary>What values are counted in, one number; where it is 0 every value counts as 0.</summary>
        public ArrayView<float> Unit;

        /// <summary>The value that has the ramp's first colour, in units.</summary>
        public float Low;

        /// <summary>1 / (highest − lowest value), in units.</summary>
        public float Scale;

        /// <summary>The picture.</summary>
        public PixelGrid Picture;
    }

    /// <summary>Colours of a ramp.</summary>
    public const int Colours = 256;

    /// <summary>RGBA8 of cells whose value is no number: magenta, which no ramp has.</summary>
    public const uint NoNumber = 0xffff00ffu;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats((arguments.Count + 1) * arguments.Picture.Region.Cells + arguments.Picture.Count);

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
        PixelRow.Draw<FieldColouring, Arguments, L, V>(a, a.Picture, tile, scratch);

    static uint ICellCodes<Arguments>.Of(in Arguments arguments, int y, int x) => CodeOf(arguments, y, x);

    // Which of the ramp's colours, as a float; walls are −1, and what is no number stays none.
    static unsafe void ICellCodes<Arguments>.Of<L, V>(in Arguments a, int y, int x, uint* codes, float* spare)
    {
        V value = L.Load(a.Field.Row(0, y, x));
        if (a.Count > 1)
        {
            V squares = default;
            for (int plane = 0; plane < a.Count; plane++)
            {
                value = L.Load(a.Field.Row(plane, y, x));
                squares = L.Add(squares, L.Multiply(value, value));
            }

            value = L.Sqrt(squares);
        }

        float unit = *a.Unit.Address();
        V counted = unit == 0 ? default : L.Divide(value, L.Create(unit));
        V part = L.Multiply(L.Subtract(counted, L.Create(a.Low)), L.Create(a.Scale));
        V place = L.Multiply(L.Min(L.Create(1), L.Max(default, part)), L.Create(Colours - 1));
        V index = L.Add(place, L.Create(0.5f));
        L.Store(L.SelectLess(L.Create(0.5f), L.Load(a.Walls.Row(0, y, x)), L.Create(-1), index), spare);
        for (int i = 0; i < L.Count; i++)
        {
            int what = float.IsNaN(spare[i]) ? CellCode.NoNumber : spare[i] < 0 ? CellCode.Wall : 0;
            codes[i] = CellCode.Of(what, what == 0 ? (int)spare[i] : CellCode.Full);
        }
    }

    static unsafe void ICellCodes<Arguments>.Colour(in Arguments a, uint* codes, int count)
    {
        uint* ramp = a.Ramp.Address();
        for (int i = 0; i < count; i++)
        {
            int what = CellCode.What(codes[i]);
            codes[i] = what == 0 ? ramp[CellCode.Level(codes[i])] : what == CellCode.Wall ? a.Wall : NoNumber;
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

        float value = a.Count == 1 ? a.Field.At(0, y, x) : Length(a, y, x);
        float unit = a.Unit[0];
        float part = ((unit == 0 ? 0f : value / unit) - a.Low) * a.Scale;
        return float.IsNaN(part)
            ? CellCode.Of(CellCode.NoNumber, CellCode.Full)
            : CellCode.Of(0, (int)(MathF.Min(1, MathF.Max(0, part)) * (Colours - 1) + 0.5f));
    }

    private static uint PixelOf(in Arguments a, uint code)
    {
        int what = CellCode.What(code);
        return a.Picture.Codes == 1 ? code
            : what == CellCode.Wall ? a.Wall
            : what == CellCode.NoNumber ? NoNumber
            : a.Ramp[CellCode.Level(code)];
    }

    private static float Length(in Arguments a, int y, int x)
    {
        float squares = 0;
        for (int plane = 0; plane < a.Count; plane++)
        {
            float value = a.Field.At(plane, y, x);
            squares += value * value;
        }

        return MathF.Sqrt(squares);
    }
}
