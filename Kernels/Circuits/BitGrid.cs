using System.Numerics;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// A grid of cells that have a bit in each plane, <c>[plane][y][word]</c>: bit x mod 32 of word x / 32 of a row is cell x, and bits behind
/// the last cell are 0. Behind the rows of each plane comes one of zeros, which is what lies beyond a border.
/// </summary>
public struct BitGrid
{
    /// <summary>Cells of a word.</summary>
    public const int WordBits = 32;

    /// <summary>The words.</summary>
    public ArrayView<uint> Bits;

    /// <summary>Cells of a row.</summary>
    public int Width;

    /// <summary>Rows.</summary>
    public int Height;

    /// <summary>Words of a row, <see cref="WordsFor"/> its width.</summary>
    public int Words;

    /// <summary>1 where opposite edges meet, 0 where there is nothing beyond them.</summary>
    public int Periodic;

    /// <summary>Words of a plane without the row of zeros.</summary>
    public readonly int Count => Height * Words;

    /// <summary>Words that a row of so many cells takes.</summary>
    public static int WordsFor(int width) => (width - 1) / WordBits + 1;

    /// <summary>Where a word of any plane is.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public readonly BitPlace PlaceOf(int index)
    {
        int y = index / Words;
        int word = index - y * Words;
        int last = Words - 1;
        int lastBit = (Width - 1) % WordBits;
        uint wraps = (uint)Periodic;
        return new BitPlace
        {
            Y = y,
            Above = y > 0 ? y - 1 : Periodic != 0 ? Height - 1 : Height,
            Below = y < Height - 1 ? y + 1 : Periodic != 0 ? 0 : Height,
            Word = word,
            Left = word > 0 ? word - 1 : last,
            LeftBit = word > 0 ? WordBits - 1 : lastBit,
            HasLeft = word > 0 ? 1 : wraps,
            Right = word < last ? word + 1 : 0,
            LastBit = word < last ? WordBits - 1 : lastBit,
            HasRight = word < last ? 1 : wraps,
        };
    }

    /// <summary>What a word's cells find in a row.</summary>
    /// <param name="place">The word.</param>
    /// <param name="plane">From 0.</param>
    /// <param name="dy">−1, 0 or 1: rows below the word's own.</param>
    public readonly BitRow RowAt(in BitPlace place, int plane, int dy)
    {
        int row = IndexOf(plane, place.Row(dy), 0);
        uint middle = Bits[row + place.Word];
        return new BitRow
        {
            West = middle << 1 | (Bits[row + place.Left] >> place.LeftBit & place.HasLeft),
            Middle = middle,
            East = middle >> 1 | (Bits[row + place.Right] & place.HasRight) << place.LastBit,
        };
    }

    /// <summary>How many cells next to each other have a bit.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="y">Their row.</param>
    /// <param name="left">The first.</param>
    /// <param name="right">Behind the last, at most the width.</param>
    public readonly int CountIn(int plane, int y, int left, int right)
    {
        int row = IndexOf(plane, y, 0);
        int first = left / WordBits;
        int last = (right - 1) / WordBits;
        int count = 0;
        for (int word = first; word <= last; word++)
        {
            uint from = word == first ? uint.MaxValue << left % WordBits : uint.MaxValue;
            uint upTo = word == last ? uint.MaxValue >> (WordBits - 1 - (right - 1) % WordBits) : uint.MaxValue;
            count += BitOperations.PopCount(Bits[row + word] & from & upTo);
        }

        return count;
    }

    /// <summary>Where a word is among all.</summary>
    public readonly int IndexOf(int plane, int y, int word) => (plane * (Height + 1) + y) * Words + word;
}
