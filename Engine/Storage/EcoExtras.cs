using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Storage;

/// <summary>What a world file keeps beside the world, for others: bytes by name, which nothing here looks into.</summary>
public sealed class EcoExtras
{
    /// <summary>Marks over time, as the viewer keeps them.</summary>
    public const string Events = "events";

    /// <summary>What was observed over time, as the viewer keeps it.</summary>
    public const string History = "history";

    /// <summary>A small picture of the world, PNG.</summary>
    public const string Thumbnail = "thumbnail";

    /// <summary>Bytes that all extras of a file have together at most.</summary>
    public const long MostBytes = 64L << 20;

    /// <summary>Extras that a file has at most.</summary>
    public const int Most = 32;

    private const int LongestName = 64;

    private readonly ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> extras;

    private EcoExtras(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> extras) => this.extras = extras;

    /// <summary>No extras.</summary>
    public static EcoExtras None { get; } =
        new(ImmutableSortedDictionary.Create<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal));

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => extras.Keys;

    /// <summary>The bytes of that name; null if there are none.</summary>
    public ReadOnlyMemory<byte>? this[string name] =>
        extras.TryGetValue(name, out ReadOnlyMemory<byte> bytes) ? bytes : default(ReadOnlyMemory<byte>?);

    /// <summary>These extras and another, which takes the place of one of the same name.</summary>
    /// <exception cref="UserException">There are too many, or their bytes are.</exception>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public EcoExtras With(string name, ReadOnlyMemory<byte> bytes)
    {
        if (!IsName(name))
        {
            throw new ArgumentException($"'{name}' is no name of 1 to {LongestName} letters, digits and hyphens", nameof(name));
        }

        EcoExtras made = new(extras.SetItem(name, bytes));
        return made.extras.Count <= Most && made.extras.Values.Sum(value => (long)value.Length) <= MostBytes
            ? made
            : throw new UserException($"a world file has room for {Most} extras of {MostBytes >> 20} MiB together, and no more");
    }

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
