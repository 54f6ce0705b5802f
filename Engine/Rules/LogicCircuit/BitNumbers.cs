using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>A world's bits as a part of its state: words of 64 cells of a row, row by row, channel by channel.</summary>
internal sealed class BitNumbers(BitWorld grid) : HostNumbers((long)grid.Channels * grid.Area.Height * BitLayout.PackedWordsOf(grid.Area.Width), PartsOfWord)
{
    /// <summary>Floats that a word is handed out in.</summary>
    public const int PartsOfWord = 4;

    private readonly int words = BitLayout.PackedWordsOf(grid.Area.Width);

    protected override void Reading() => grid.Read((channel, y, row) =>
    {
        for (int word = 0; word < words; word++)
        {
            Numbers[FirstOf(channel, y) + word] = (long)row[word];
        }
    });

    protected override void Written() => grid.Fill((channel, y, row) =>
    {
        for (int word = 0; word < words; word++)
        {
            row[word] = (ulong)Numbers[FirstOf(channel, y) + word];
        }
    });

    private long FirstOf(int channel, int y) => ((long)channel * grid.Area.Height + y) * words;
}
