using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// Draws the territories: a cell has its dominant entity's colour, times 0.7 + 0.3 · min(2a, 1) for a species; walls
/// have their own. A pixel is the mean of its cells' colours.
/// </summary>
public readonly struct Colouring
    : IDeviceBody<Colouring.Arguments>, ISimdBody<Colouring.Arguments>, ICellColours<Colouring.Arguments>
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

    static uint ICellColours<Arguments>.Of(in Arguments arguments, int y, int x) => ColourOf(arguments, y, x);

    // Components are carried along as floats, which vectors can choose from.
    static unsafe void ICellColours<Arguments>.Of<L, V>(in Arguments a, int y, int x, uint* colours, float* spare)
    {
        uint* palette = a.Palette.Address();
        V none = default;
        V most = L.Load(a.Grid.Row(0, y, x));
        V species = none;
        V red = Component<L, V>(palette[0], 0), green = Component<L, V>(palette[0], 8), blue = Component<L, V>(palette[0], 16);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            V aliveness = L.Load(a.Grid.Row(entity, y, x));
            uint colour = palette[entity];
            red = L.SelectLess(most, aliveness, Component<L, V>(colour, 0), red);
            green = L.SelectLess(most, aliveness, Component<L, V>(colour, 8), green);
            blue = L.SelectLess(most, aliveness, Component<L, V>(colour, 16), blue);
            species = L.SelectLess(most, aliveness, L.Create(1), species);
            most = L.SelectLess(most, aliveness, aliveness, most);
        }

        V half = L.Create(0.5f);
        V wall = L.Load(a.Walls.Row(0, y, x));
        V doubled = L.Min(L.Multiply(L.Create(2), most), L.Create(1));
        V brightness = L.SelectLess(none, species, L.Add(L.Create(0.7f), L.Multiply(L.Create(0.3f), doubled)), L.Create(1));
        uint walls = palette[a.Entities];
        Put(red, 0, spare);
        Put(green, 8, spare + L.Count);
        Put(blue, 16, spare + 2 * L.Count);
        for (int i = 0; i < L.Count; i++)
        {
            uint upper = (uint)(int)spare[L.Count + i] << 8 | (uint)(int)spare[2 * L.Count + i] << 16;
            colours[i] = (uint)(int)spare[i] | upper | 0xff000000u;
        }

        void Put(V component, int shift, float* target)
        {
            V scaled = L.SelectLess(half, wall, Component<L, V>(walls, shift), L.Multiply(component, brightness));
            L.Store(L.Add(scaled, half), target);
        }
    }

    private static V Component<L, V>(uint colour, int shift)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        L.Create((int)(colour >> shift & 0xff));

    private static void Draw(in Arguments a, int row, int column)
    {
        Area cells = a.Picture.CellsOf(row, column);
        ColourMean mean = default;
        for (int y = cells.Y; y < cells.Bottom; y++)
        {
            for (int x = cells.X; x < cells.Right; x++)
            {
                mean.Add(ColourOf(a, y, x));
            }
        }

        a.Picture.Put(row, column, mean.Value);
    }

    private static uint ColourOf(in Arguments a, int y, int x)
    {
        if (a.Walls.At(0, y, x) > 0.5f)
        {
            return a.Palette[a.Entities];
        }

        int owner = 0;
        float most = a.Grid.At(0, y, x);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float aliveness = a.Grid.At(entity, y, x);
            if (aliveness > most)
            {
                most = aliveness;
                owner = entity;
            }
        }

        float brightness = owner == 0 ? 1f : 0.7f + 0.3f * MathF.Min(2 * most, 1);
        uint colour = a.Palette[owner];
        return Scaled(colour, 0, brightness) | Scaled(colour, 8, brightness) | Scaled(colour, 16, brightness) | 0xff000000u;
    }

    // By way of signed numbers, for ILGPU converts unsigned ones through double precision.
    private static uint Scaled(uint colour, int shift, float brightness) =>
        (uint)(int)((int)(colour >> shift & 0xff) * brightness + 0.5f) << shift;
}
