using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// Draws the territories: a cell has its dominant entity's colour, times 0.7 + 0.3 · min(2a, 1) for a species; walls
/// have their own. Pixels are RGBA8 with red in the lowest byte, in memory that the caller names.
/// </summary>
public readonly struct Colouring : IDeviceBody<Colouring.Arguments>, ISimdBody<Colouring.Arguments>
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

        /// <summary>The picture, <c>[y][x]</c> with the target's first cell first.</summary>
        public ArrayView<uint> Pixels;

        /// <summary>Pixels from one row to the next.</summary>
        public int PixelPitch;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>Cells to draw.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, arguments.Entities + 2);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Draw(a, a.Target.RowOf(index), a.Target.ColumnOf(index));

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            Draw(a, a.Target.Y + tile, x);
        }
    }

    private static void Draw(in Arguments a, int y, int x)
    {
        long pixel = (long)(y - a.Target.Y) * a.PixelPitch + (x - a.Target.X);
        if (a.Walls.At(0, y, x) > 0.5f)
        {
            a.Pixels[pixel] = a.Palette[a.Entities];
            return;
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
        a.Pixels[pixel] = Scaled(colour, 0, brightness)
            | Scaled(colour, 8, brightness)
            | Scaled(colour, 16, brightness)
            | 0xff000000u;
    }

    // By way of signed numbers, for ILGPU converts unsigned ones through double precision.
    private static uint Scaled(uint colour, int shift, float brightness) =>
        (uint)(int)((int)(colour >> shift & 0xff) * brightness + 0.5f) << shift;
}
