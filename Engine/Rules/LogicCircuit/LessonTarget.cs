using System.Globalization;
using GpuEcosystem.Engine.Circuits;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>What a circuit is to learn: a rule for one step, or a picture to arrive at.</summary>
public sealed class LessonTarget : IEquatable<LessonTarget>
{
    /// <summary>The longest side of a picture.</summary>
    public const int MostSide = 64;

    /// <summary>Channels that a picture can have a target for.</summary>
    public const int MostChannels = 3;

    private const string Squares = "squares:";
    private const string Picture = "picture:";
    private const int SideOfSquare = 2;

    private readonly string text;
    private readonly string[] rows;

    private LessonTarget(string text, LifeRule? rule, string[] rows)
    {
        this.text = text;
        this.rows = rows;
        Rule = rule;
    }

    /// <summary>The rule that is taught; null where it is a picture.</summary>
    public LifeRule? Rule { get; }

    /// <summary>Columns of the picture; of a rule's boards.</summary>
    public int Width => Rule is null ? rows[0].Length : 3;

    /// <summary>Rows of the picture; of a rule's boards.</summary>
    public int Height => Rule is null ? rows.Length : 3;

    /// <summary>Channels that the picture tells apart.</summary>
    public int Channels => Rule is null && rows.Any(row => row.Any(cell => cell > '1')) ? MostChannels : 1;

    /// <summary>Reads a target.</summary>
    /// <param name="text">
    /// A rule as <see cref="LifeRule.Parse"/> reads it; <c>squares:16</c>, a board of 16 x 16 with squares of two; or a picture row by row,
    /// <c>picture:0110/1001</c>, whose cells are 0 and 1, or 0 to 7 where bits 0, 1 and 2 belong to three channels.
    /// </param>
    /// <exception cref="UserException">It is none of these.</exception>
    public static LessonTarget Parse(string text)
    {
        if (text.StartsWith(Squares, StringComparison.OrdinalIgnoreCase))
        {
            return int.TryParse(text[Squares.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 3 and <= MostSide
                ? new LessonTarget($"{Squares}{side}", null, [.. Enumerable.Range(0, side).Select(y => Row(side, y))])
                : throw new UserException($"a board of squares has 3 to {MostSide} cells a side; '{text}' has not");
        }

        if (text.StartsWith(Picture, StringComparison.OrdinalIgnoreCase))
        {
            string[] rows = text[Picture.Length..].Split('/');
            return rows.Length is >= 3 and <= MostSide && rows[0].Length is >= 3 and <= MostSide
                && rows.All(row => row.Length == rows[0].Length && row.All(cell => cell is >= '0' and <= '7'))
                ? new LessonTarget($"{Picture}{string.Join('/', rows)}", null, rows)
                : throw new UserException(
                    $"a picture is rows of digits 0 to 7 with '/' between them, 3 to {MostSide} of each, all rows of one length");
        }

        return new LessonTarget(text, LifeRule.Parse(text), []);
    }

    /// <summary>What a cell's channel should be in the end, 0 or 1.</summary>
    /// <param name="channel">0 to 2.</param>
    /// <param name="y">Row of the picture.</param>
    /// <param name="x">Column of the picture.</param>
    public int At(int channel, int y, int x) => rows[y][x] - '0' >> channel & 1;

    /// <inheritdoc/>
    public bool Equals(LessonTarget? other) => text == other?.text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LessonTarget);

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text that it was read from.</summary>
    public override string ToString() => text;

    private static string Row(int side, int y) =>
        string.Concat(Enumerable.Range(0, side).Select(x => (x / SideOfSquare + y / SideOfSquare) % 2));
}
