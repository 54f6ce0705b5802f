using System.Collections.Immutable;
using System.Globalization;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>How many gates the layers of a circuit's update have, the last one aside, whose answers are a cell's new bits.</summary>
public sealed class GateLayers : IEquatable<GateLayers>
{
    /// <summary>The most layers.</summary>
    public const int MostLayers = 64;

    /// <summary>The most gates of a layer.</summary>
    public const int MostGates = 4096;

    private GateLayers(IEnumerable<int> sizes)
    {
        Sizes = [.. sizes];
    }

    /// <summary>Gates, layer by layer.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>Reads sizes such as <c>256x10, 128, 64</c>: ten layers of 256 gates, then one of 128 and one of 64.</summary>
    /// <exception cref="UserException">The text is no such list.</exception>
    public static GateLayers Parse(string text)
    {
        List<int> sizes = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] numbers = part.Split('x', StringSplitOptions.TrimEntries);
            int times = 1;
            if (numbers.Length > 2
                || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int gates)
                || (numbers.Length == 2 && !int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out times))
                || gates is < 1 or > MostGates
                || times is < 1 or > MostLayers
                || sizes.Count + times > MostLayers)
            {
                throw new UserException(
                    $"write sizes such as 256x10, 128, 64: up to {MostLayers} layers of 1 to {MostGates} gates; '{text}' is none");
            }

            sizes.AddRange(Enumerable.Repeat(gates, times));
        }

        return new GateLayers(sizes);
    }

    /// <inheritdoc/>
    public bool Equals(GateLayers? other) => other is not null && Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GateLayers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sizes.Length, Sizes[0]);

    /// <summary>The shortest text that <see cref="Parse"/> takes back to the same sizes.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        for (int first = 0; first < Sizes.Length;)
        {
            int end = first;
            while (end < Sizes.Length && Sizes[end] == Sizes[first])
            {
                end++;
            }

            parts.Add(end - first > 1 ? $"{Sizes[first]}x{end - first}" : $"{Sizes[first]}");
            first = end;
        }

        return string.Join(", ", parts);
    }
}
