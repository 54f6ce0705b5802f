using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>A step of some words of a grid of bits by a circuit that is data, a gate at a time.</summary>
public readonly struct InterpretedBits : IDeviceBody<InterpretedBits.Arguments>, ISimdBody<InterpretedBits.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The step.</summary>
        public BitUpdate Update;

        /// <summary>The circuit.</summary>
        public ArrayView<BitStep> Program;

        /// <summary>Values that are kept, <c>[slot][word]</c>.</summary>
        public ArrayView<uint> Slots;

        /// <summary>The first word of a plane that is meant.</summary>
        public int First;

        /// <summary>How many words are meant.</summary>
        public int Count;
    }

    private const int WordsOfTile = 64;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(4 * arguments.Program.Length * arguments.Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Count;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (arguments.Count + WordsOfTile - 1) / WordsOfTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int end = Math.Min(a.Count, (tile + 1) * WordsOfTile);
        for (int word = tile * WordsOfTile; word < end; word++)
        {
            Evaluate(a, word);
        }
    }

    private static void Evaluate(in Arguments a, int word)
    {
        BitPlace place = a.Update.Grid.PlaceOf(a.First + word);
        uint taking = a.Update.Taking(place);
        for (int i = 0; i < a.Program.IntLength; i++)
        {
            BitStep step = a.Program[i];
            if (step.Operation == BitStep.Store)
            {
                a.Update.Put(place, step.Target, a.Slots[step.First * a.Count + word], taking);
            }
            else
            {
                a.Slots[step.Target * a.Count + word] = step.Operation == BitStep.Load
                    ? a.Update.Grid.RowAt(place, step.First, step.Second / 3 - 1).At(step.Second % 3 - 1)
                    : Gate(step.Operation, a.Slots[step.First * a.Count + word], a.Slots[step.Second * a.Count + word]);
            }
        }
    }

    // Bit 3 - (2a + b) of its kind is a gate's answer, so that kinds need no branches.
    private static uint Gate(int kind, uint a, uint b) =>
        Choose(a, Choose(b, Answer(kind, 0), Answer(kind, 1)), Choose(b, Answer(kind, 2), Answer(kind, 3)));

    private static uint Choose(uint bits, uint whereOne, uint whereZero) => whereZero ^ (bits & (whereOne ^ whereZero));

    private static uint Answer(int kind, int bit) => (uint)-(kind >> bit & 1);
}
