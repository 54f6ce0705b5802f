using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>A step of a grid of bits: where it comes from, where it goes, and which cells take part.</summary>
public struct BitUpdate
{
    /// <summary>The grid before.</summary>
    public BitGrid Grid;

    /// <summary>The words after, laid out as those before.</summary>
    public ArrayView<uint> Next;

    /// <summary>1 where some cells keep what they have, 0 where all take what the circuit answers.</summary>
    public int Asynchronous;

    /// <summary>Which cells do where not all do, <c>[y][word]</c>; bits behind the last cell are 0.</summary>
    public ArrayView<uint> Fires;

    /// <summary>A thread's word.</summary>
    public readonly BitPlace PlaceOf(Index1D index) => Grid.PlaceOf(index);

    /// <summary>What a word's cells find in a row.</summary>
    /// <param name="place">The word.</param>
    /// <param name="plane">From 0.</param>
    /// <param name="dy">−1, 0 or 1: rows below the word's own.</param>
    public readonly BitRow RowAt(in BitPlace place, int plane, int dy) => Grid.RowAt(place, plane, dy);

    /// <summary>The cells of a word that take what the circuit answers.</summary>
    public readonly uint Taking(in BitPlace place) => Asynchronous != 0
        ? Fires[place.Y * Grid.Words + place.Word]
        : uint.MaxValue >> (BitGrid.WordBits - 1 - place.LastBit);

    /// <summary>Writes a word of a plane.</summary>
    /// <param name="place">The word.</param>
    /// <param name="plane">From 0.</param>
    /// <param name="answer">What the circuit answers its cells.</param>
    /// <param name="taking">Which of them take it.</param>
    public readonly void Put(in BitPlace place, int plane, uint answer, uint taking)
    {
        int index = Grid.IndexOf(plane, place.Y, place.Word);
        uint before = Grid.Bits[index];
        Next[index] = before ^ ((before ^ answer) & taking);
    }
}
