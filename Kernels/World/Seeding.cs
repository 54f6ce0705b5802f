using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Gives random cells to one species. A wall cell is drawn again a few times, then left alone.</summary>
public readonly struct Seeding : IDeviceBody<Seeding.Arguments>, ISimdBody<Seeding.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>How cells are seeded.</summary>
        public SeededCell Cell;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>The species, 1 = the first.</summary>
        public int Species;

        /// <summary>How many cells.</summary>
        public int Seeds;
    }

    private const int Tries = 16;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats((long)arguments.Seeds * (arguments.Cell.Entities + arguments.Cell.Channels));

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Seeds;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Plant(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Seeds;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Plant(a, tile);

    private static void Plant(in Arguments a, int seed)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            ulong index = ((ulong)a.Species << 32 | (uint)seed) * Tries + (ulong)attempt;
            long cell = Philox.Below(
                a.Cell.Whole.Cells, a.Cell.Seed, RandomStream.SeedPosition, a.Cell.Step, index);
            int x = a.Cell.Whole.X + (int)(cell % a.Cell.Whole.Width);
            int y = a.Cell.Whole.Y + (int)(cell / a.Cell.Whole.Width);
            if (a.Walls.At(0, y, x) < 0.5f)
            {
                a.Cell.Write(a.Species, y, x);
                return;
            }
        }
    }
}
