using System.Runtime.Intrinsics;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>The bits of a world's state in words of 32 cells, where gates are decided. A bit beyond the cells that exist is 0.</summary>
public readonly struct StateWords : IDeviceBody<StateWords.Arguments>, ISimdBody<StateWords.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the networks see: aliveness where they see it, then all channels.</summary>
        public Planes State;

        /// <summary>How numbers become bits.</summary>
        public BitCode Code;

        /// <summary>The result: a word of 0, then <c>[plane][line][word]</c> with a line above and one below.</summary>
        public ArrayView<int> Bits;

        /// <summary>Cells that exist; lines are as wide.</summary>
        public Area Readable;

        /// <summary>The lines.</summary>
        public WordLines Lines;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Lines.Target, arguments.Code.Planes);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Code.Planes * arguments.Lines.WordsOfPlane;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int plane = index / a.Lines.WordsOfPlane;
        int place = index % a.Lines.WordsOfPlane;
        a.Bits[1 + index] = WordOf(a, plane, place / a.Lines.WordsOfLine, place % a.Lines.WordsOfLine);
        if (index == 0)
        {
            a.Bits[0] = 0;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Code.Planes;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int words = a.Lines.WordsOfLine;
        int whole = a.Lines.Target.Width / WordLines.CellsOfWord;
        int source = a.Code.SourceOf(tile);
        Vector256<float> threshold = Vector256.Create(a.Code.ThresholdOf(tile));
        int* bits = a.Bits.Address() + 1 + (long)tile * a.Lines.WordsOfPlane;
        if (tile == 0)
        {
            bits[-1] = 0;
        }

        for (int line = 0; line < a.Lines.Target.Height + 2; line++, bits += words)
        {
            int y = a.Lines.Target.Y + line - 1;
            bool exists = y >= a.Readable.Y && y < a.Readable.Bottom;
            float* numbers = exists ? a.State.Row(source, y, a.Lines.Target.X) : null;
            for (int word = 0; exists && word < whole; word++)
            {
                bits[word] = Compare(numbers + word * WordLines.CellsOfWord, threshold);
            }

            for (int word = exists ? whole : 0; word < words; word++)
            {
                bits[word] = WordOf(a, tile, line, word);
            }
        }
    }

    private static unsafe int Compare(float* numbers, Vector256<float> threshold)
    {
        uint word = 0;
        for (int x = 0; x < WordLines.CellsOfWord; x += Vector256<float>.Count)
        {
            word |= Vector256.GreaterThan(Vector256.Load(numbers + x), threshold).ExtractMostSignificantBits() << x;
        }

        return (int)word;
    }

    private static int WordOf(in Arguments a, int plane, int line, int word)
    {
        int y = a.Lines.Target.Y + line - 1;
        int first = a.Lines.Target.X + word * WordLines.CellsOfWord;
        int cells = y >= a.Readable.Y && y < a.Readable.Bottom ? Math.Min(WordLines.CellsOfWord, a.Lines.Target.Right - first) : 0;
        int source = a.Code.SourceOf(plane);
        float threshold = a.Code.ThresholdOf(plane);
        int bits = 0;
        for (int x = 0; x < cells; x++)
        {
            if (a.State.At(source, y, first + x) > threshold)
            {
                bits |= 1 << x;
            }
        }

        return bits;
    }
}
