using System.Numerics;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>What a step of its own has changed.</summary>
internal static class ChangedBits
{
    private const int WordBits = BitLayout.WordBits;

    /// <summary>Says of squares of cells which share of each has other bits than before.</summary>
    /// <param name="bits">The cells, after that step.</param>
    /// <param name="channels">Bits of a cell.</param>
    /// <param name="width">Cells of a row.</param>
    /// <param name="region">The cells; squares at its right and lower end may be cut.</param>
    /// <param name="block">Cells on either side of a square.</param>
    /// <param name="shares">0 to 1, <c>[y][x]</c> of the squares.</param>
    public static void ReadShares(IBitAutomaton bits, int channels, int width, Area region, int block, float[] shares)
    {
        int across = (region.Width - 1) / block + 1;
        int words = BitLayout.PackedWordsOf(width);
        ulong[] now = new ulong[words];
        ulong[] before = new ulong[words];
        ulong[] changed = new ulong[words];
        for (int y = region.Y; y < region.Bottom; y++)
        {
            Array.Clear(changed);
            for (int channel = 0; channel < channels; channel++)
            {
                bits.ReadRow(channel, y, now);
                bits.ReadRowBefore(channel, y, before);
                for (int word = 0; word < words; word++)
                {
                    changed[word] |= now[word] ^ before[word];
                }
            }

            int row = (y - region.Y) / block;
            int down = Math.Min(block, region.Bottom - region.Y - row * block);
            for (int word = region.X / WordBits; word <= (region.Right - 1) / WordBits; word++)
            {
                for (ulong left = changed[word]; left != 0; left &= left - 1)
                {
                    int x = word * WordBits + BitOperations.TrailingZeroCount(left) - region.X;
                    if (x >= 0 && x < region.Width)
                    {
                        int column = x / block;
                        shares[row * across + column] += 1f / ((float)down * Math.Min(block, region.Width - column * block));
                    }
                }
            }
        }
    }
}
