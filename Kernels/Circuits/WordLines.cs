using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// How bits of the lines of an area stand in words of 32 cells, the leftmost lowest. Behind a line's last cell there is a bit of 0 or more,
/// so that its neighbours beyond both of its ends are 0 without being asked for.
/// </summary>
public struct WordLines
{
    /// <summary>Cells of a word.</summary>
    public const int CellsOfWord = 32;

    /// <summary>
    /// Words that a worker of the CPU takes through all gates at once. All rows of these stand together, <c>[tile][row][64]</c>: what it works
    /// on is one piece that fits its cache.
    /// </summary>
    public const int WordsOfTile = 64;

    /// <summary>The lines.</summary>
    public Area Target;

    /// <summary>Words of a line.</summary>
    public readonly int WordsOfLine => WordsOf(Target.Width);

    /// <summary>Words of all lines.</summary>
    public readonly int Words => WordsOfLine * Target.Height;

    /// <summary>Tiles of the words.</summary>
    public readonly int Tiles => RoundUp(Words) / WordsOfTile;

    /// <summary>Words of a plane of bits: the lines, one above them and one below.</summary>
    public readonly int WordsOfPlane => WordsOfLine * (Target.Height + 2);

    /// <summary>Words of whole tiles.</summary>
    public static int RoundUp(int words) => (words + WordsOfTile - 1) / WordsOfTile * WordsOfTile;

    /// <summary>Words of a line of some cells.</summary>
    public static int WordsOf(int cells) => cells / CellsOfWord + 1;

    /// <summary>Where a word of a circuit's first row stands.</summary>
    /// <param name="word">Which of all lines.</param>
    /// <param name="rows">Rows of the circuit.</param>
    internal static long PlaceOf(int word, int rows) => (long)(word / WordsOfTile) * rows * WordsOfTile + word % WordsOfTile;
}
