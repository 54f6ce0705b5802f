using System.Runtime.Intrinsics;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What a species' circuit of decided gates proposes: u_c = (2/R)·Σ_r y_{cR + r} − 1 from its answers y in words.</summary>
public readonly struct WordNumbers : IDeviceBody<WordNumbers.Arguments>, ISimdBody<WordNumbers.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>All bits of the circuit, <c>[tile][row][64]</c>, the last of them its answers, <c>[channel · R]</c>.</summary>
        public ArrayView<int> Values;

        /// <summary>Rows of the circuit.</summary>
        public int Rows;

        /// <summary>What answers mean.</summary>
        public BitCode Code;

        /// <summary>u, <c>[channel][y][x]</c>.</summary>
        public Planes Proposals;

        /// <summary>The cells.</summary>
        public WordLines Lines;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Lines.Target, arguments.Code.Channels);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Code.Channels * arguments.Lines.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Lines.Target.Width * a.Lines.Target.Height;
        int channel = index / cells;
        int x = index % cells % a.Lines.Target.Width;
        int line = index % cells / a.Lines.Target.Width;
        a.Proposals.At(channel, a.Lines.Target.Y + line, a.Lines.Target.X + x) = Evaluate(a, channel, line, x);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Code.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int line = 0; line < a.Lines.Target.Height; line++)
        {
            float* target = a.Proposals.Row(tile, a.Lines.Target.Y + line, a.Lines.Target.X);
            for (int x = 0; x < a.Lines.Target.Width; x += WordLines.CellsOfWord)
            {
                int word = line * a.Lines.WordsOfLine + x / WordLines.CellsOfWord;
                int* answers = a.Values.Address() + PlaceOf(a, tile, word);
                int cells = Math.Min(WordLines.CellsOfWord, a.Lines.Target.Width - x);
                int cell = 0;
                for (; cell <= cells - Vector256<float>.Count; cell += Vector256<float>.Count)
                {
                    EvaluateEight(answers, cell, a.Code.OutputBits).Store(target + x + cell);
                }

                for (; cell < cells; cell++)
                {
                    target[x + cell] = Evaluate(a, tile, line, x + cell);
                }
            }
        }
    }

    private static unsafe Vector256<float> EvaluateEight(int* answers, int cell, int outputBits)
    {
        Vector256<int> places = Vector256.ShiftLeft(Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128), cell);
        Vector256<int> ones = default;
        for (int bit = 0; bit < outputBits; bit++)
        {
            ones -= Vector256.Equals(Vector256.Create(answers[bit * WordLines.WordsOfTile]) & places, places);
        }

        return Vector256.ConvertToSingle(ones) * Vector256.Create(2f / outputBits) - Vector256.Create(1f);
    }

    private static float Evaluate(in Arguments a, int channel, int line, int x)
    {
        int word = line * a.Lines.WordsOfLine + x / WordLines.CellsOfWord;
        long place = PlaceOf(a, channel, word);
        int sum = 0;
        for (int bit = 0; bit < a.Code.OutputBits; bit++)
        {
            int bits = a.Values[place + bit * WordLines.WordsOfTile];
            sum += bits >> x % WordLines.CellsOfWord & 1;
        }

        return sum * (2f / a.Code.OutputBits) - 1;
    }

    // Of a channel's first answer.
    private static long PlaceOf(in Arguments a, int channel, int word) =>
        WordLines.PlaceOf(word, a.Rows) + (a.Rows - a.Code.Answers + channel * a.Code.OutputBits) * WordLines.WordsOfTile;
}
