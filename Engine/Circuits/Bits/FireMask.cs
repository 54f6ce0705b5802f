using System.Runtime.InteropServices;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Which cells take their new bits: those whose number z, uniform in [0, 1), is not above the fire rate.</summary>
/// <remarks>The numbers are <see cref="Philox.Uniform"/> of the cell, <c>y · width + x</c>.</remarks>
/// <param name="seed">What they follow from.</param>
/// <param name="fireRate">0 to 1.</param>
/// <param name="width">Cells of a row.</param>
internal readonly struct FireMask(ulong seed, float fireRate, int width)
{
    private const RandomStream Stream = RandomStream.CellUpdate;
    private const int CellsOfBlock = 4;
    private const int BlocksOfWord = 32 / CellsOfBlock;

    // z is a whole number of 24 bits over 2^24.
    private readonly uint highest = (uint)Math.Min((1 << 24) - 1, Math.Floor((double)fireRate * (1 << 24)));

    /// <summary>Words that <see cref="Row"/> writes to.</summary>
    public static int WordsFor(int width) => (width + 2 * CellsOfBlock * BlocksOfWord) / BitLayout.WordBits + 2;

    /// <summary>A row's cells.</summary>
    /// <param name="step">The step.</param>
    /// <param name="y">The row.</param>
    /// <param name="drawn">Room to draw in, as <see cref="WordsFor"/> says.</param>
    /// <param name="packed">The row: bit x of it is 1 where cell x fires.</param>
    public void Row(long step, int y, Span<ulong> drawn, Span<ulong> packed)
    {
        ulong first = (ulong)y * (ulong)width;
        ulong from = first / CellsOfBlock;
        ulong end = (first + (ulong)width + CellsOfBlock - 1) / CellsOfBlock;
        Span<uint> words = MemoryMarshal.Cast<ulong, uint>(drawn);
        for (ulong block = from; block < end; block += BlocksOfWord)
        {
            words[(int)(block - from) / BlocksOfWord] = Draw(step, block);
        }

        int skipped = (int)(first % CellsOfBlock);
        for (int word = 0; word < packed.Length; word++)
        {
            packed[word] = drawn[word] >> skipped | (skipped > 0 ? drawn[word + 1] << (BitLayout.WordBits - skipped) : 0);
        }
    }

    // 32 cells, of blocks one after the other.
    private uint Draw(long step, ulong block)
    {
        uint fires = 0;
        for (int number = 0; number < BlocksOfWord; number++)
        {
            PhiloxBlock words = Philox.Block(seed, Stream, step, block + (uint)number);
            for (int cell = 0; cell < CellsOfBlock; cell++)
            {
                fires |= (words.Word(cell) >> 8 <= highest ? 1u : 0u) << (CellsOfBlock * number + cell);
            }
        }

        return fires;
    }
}
