using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits;

/// <summary>What a cell of one plane becomes in each of the 512 neighbourhoods that there are.</summary>
/// <remarks>
/// Neighbourhood i has bit 3(dy + 1) + (dx + 1) of i in the cell at (dy, dx): bit 4 is the cell itself, bit 0 the one above on its left.
/// </remarks>
public sealed class LifeRule
{
    /// <summary>How many neighbourhoods there are.</summary>
    public const int Neighbourhoods = 1 << CircuitShape.PatchCells;

    /// <summary>The bit of the cell itself.</summary>
    public const int CentreBit = CircuitShape.PatchCells / 2;

    private const string Map = "MAP";
    private const string Expected = "is no rule; write B3/S23 (born with 3 neighbours, surviving with 2 or 3), MAP and 512 bits in base 64, or 512 digits 0 and 1";

    private readonly ImmutableArray<bool> table;

    /// <param name="table">Whether a cell lives on or is born, neighbourhood 0 first.</param>
    internal LifeRule(IEnumerable<bool> table) => this.table = [.. table];

    /// <summary>Conway's Game of Life.</summary>
    public static LifeRule Life { get; } = Parse("B3/S23");

    /// <summary>Reads a rule.</summary>
    /// <param name="text">
    /// <c>B3/S23</c>; or, as Golly writes tables, <c>MAP</c> and base 64 of 512 bits, whose index has the cell above on the left as its
    /// highest bit and the one below on the right as its lowest; or 512 digits 0 and 1, neighbourhood 0 first.
    /// </param>
    /// <exception cref="UserException">It is none of these.</exception>
    public static LifeRule Parse(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == Neighbourhoods && trimmed.All(digit => digit is '0' or '1'))
        {
            return new LifeRule(trimmed.Select(digit => digit == '1'));
        }

        return (trimmed.StartsWith(Map, StringComparison.OrdinalIgnoreCase) ? ParseMap(trimmed[Map.Length..]) : ParseCounts(trimmed))
            ?? throw new UserException($"'{(trimmed.Length > 40 ? $"{trimmed[..40]}…" : trimmed)}' {Expected}");
    }

    /// <summary>Whether a cell lives on or is born in a neighbourhood.</summary>
    /// <param name="neighbourhood">0 to 511.</param>
    public bool Lives(int neighbourhood) => table[neighbourhood];

    /// <summary>Whether it depends on nothing but the cell and how many neighbours it has.</summary>
    public bool Counts => Enumerable.Range(0, Neighbourhoods).All(
        neighbourhood => table[neighbourhood] == table[Example(NeighboursIn(neighbourhood), IsAlive(neighbourhood))]);

    /// <summary>The rule as a table, <c>MAP…</c>, as Golly writes it.</summary>
    public override string ToString()
    {
        byte[] bytes = new byte[Neighbourhoods / 8];
        for (int neighbourhood = 0; neighbourhood < Neighbourhoods; neighbourhood++)
        {
            int index = MapIndexOf(neighbourhood);
            bytes[index / 8] |= (byte)((Lives(neighbourhood) ? 1 : 0) << (7 - index % 8));
        }

        return Map + Convert.ToBase64String(bytes).TrimEnd('=');
    }

    /// <summary>A neighbourhood with so many neighbours.</summary>
    /// <param name="neighbours">0 to 8.</param>
    /// <param name="alive">Whether the cell itself is alive.</param>
    internal static int Example(int neighbours, bool alive)
    {
        int low = (1 << Math.Min(neighbours, CentreBit)) - 1;
        int high = (1 << Math.Max(0, neighbours - CentreBit)) - 1;
        return low | (alive ? 1 << CentreBit : 0) | high << (CentreBit + 1);
    }

    private static int NeighboursIn(int neighbourhood) => int.PopCount(neighbourhood & ~(1 << CentreBit));

    private static bool IsAlive(int neighbourhood) => (neighbourhood >> CentreBit & 1) != 0;

    private static LifeRule? ParseCounts(string text)
    {
        if (text.Split('/') is not [['B' or 'b', .. string born], ['S' or 's', .. string survives]]
            || !born.Concat(survives).All(digit => digit is >= '0' and <= '8'))
        {
            return null;
        }

        return new LifeRule(Enumerable.Range(0, Neighbourhoods).Select(neighbourhood =>
            (IsAlive(neighbourhood) ? survives : born).Contains((char)('0' + NeighboursIn(neighbourhood)))));
    }

    // There the cell above on the left is the highest bit.
    private static int MapIndexOf(int neighbourhood) =>
        Enumerable.Range(0, CircuitShape.PatchCells).Sum(bit => (neighbourhood >> bit & 1) << (CircuitShape.PatchCells - 1 - bit));

    private static LifeRule? ParseMap(string base64)
    {
        byte[] bytes = new byte[Neighbourhoods / 8];
        string padded = base64.TrimEnd('=');
        padded += new string('=', (4 - padded.Length % 4) % 4);
        return Convert.TryFromBase64String(padded, bytes, out int count) && count == bytes.Length
            ? new LifeRule(Enumerable.Range(0, Neighbourhoods).Select(neighbourhood =>
            {
                int index = MapIndexOf(neighbourhood);
                return (bytes[index / 8] >> (7 - index % 8) & 1) != 0;
            }))
            : null;
    }
}
