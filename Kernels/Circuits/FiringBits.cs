using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>Which cells of a grid of bits take part in a step: those whose uniform number is at most the fire rate.</summary>
public readonly struct FiringBits : IDeviceBody<FiringBits.Arguments>, ISimdBody<FiringBits.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The answer, <c>[y][word]</c>; bits behind the last cell are 0.</summary>
        public ArrayView<uint> Fires;

        /// <summary>Cells of a row.</summary>
        public int Width;

        /// <summary>Rows.</summary>
        public int Height;

        /// <summary>Words of a row.</summary>
        public int Words;

        /// <summary>Which share of cells fires, 0 to 1.</summary>
        public float Rate;

        /// <summary>What the numbers follow from.</summary>
        public ulong Seed;

        /// <summary>The step.</summary>
        public long Step;
    }

    private const int CellsOfBlock = 4;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((long)arguments.Height * arguments.Words);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Height * arguments.Words;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index / a.Words, index % a.Words);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int word = 0; word < a.Words; word++)
        {
            Evaluate(a, tile, word);
        }
    }

    // Numbers come in blocks of four cells, which need not begin where the word does.
    private static void Evaluate(in Arguments a, int y, int word)
    {
        int x = word * BitGrid.WordBits;
        int count = Math.Min(BitGrid.WordBits, a.Width - x);
        long first = (long)y * a.Width + x;
        long block = first / CellsOfBlock;
        int bit = (int)(block * CellsOfBlock - first);
        uint fires = 0;
        for (; bit < count; bit += CellsOfBlock)
        {
            PhiloxBlock numbers = Philox.Block(a.Seed, RandomStream.CellUpdate, a.Step, (ulong)block);
            fires |= Bit(numbers.Word0, a.Rate, bit) | Bit(numbers.Word1, a.Rate, bit + 1)
                | Bit(numbers.Word2, a.Rate, bit + 2) | Bit(numbers.Word3, a.Rate, bit + 3);
            block++;
        }

        a.Fires[y * a.Words + word] = fires & uint.MaxValue >> (BitGrid.WordBits - count);
    }

    private static uint Bit(uint number, float rate, int bit) =>
        bit >= 0 && bit < BitGrid.WordBits && Philox.ToUniform(number) <= rate ? 1u << bit : 0;
}
