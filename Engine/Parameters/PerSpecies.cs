using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>One value for all species, and other values for some of them. Species count from 1.</summary>
public sealed class PerSpecies<T> : IEquatable<PerSpecies<T>>
    where T : notnull
{
    private readonly ImmutableSortedDictionary<int, T> overrides;

    /// <summary>The same value for every species.</summary>
    public PerSpecies(T value)
        : this(value, ImmutableSortedDictionary<int, T>.Empty)
    {
    }

    private PerSpecies(T value, ImmutableSortedDictionary<int, T> overrides)
    {
        Default = value;
        this.overrides = overrides;
    }

    /// <summary>The same value for every species, which a value therefore stands for wherever values for species are asked for.</summary>
    public static implicit operator PerSpecies<T>(T value) => new(value);

    /// <summary>The value of every species that has none of its own.</summary>
    public T Default { get; }

    /// <summary>The species whose value differs from <see cref="Default"/>, in order.</summary>
    public IEnumerable<int> Overridden => overrides.Keys;

    /// <summary>The value of a species.</summary>
    public T this[int species] => overrides.GetValueOrDefault(species, Default);

    /// <summary>The same, but for one species.</summary>
    public PerSpecies<T> With(int species, T value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(species, 1);
        ImmutableSortedDictionary<int, T> changed = EqualityComparer<T>.Default.Equals(value, Default)
            ? overrides.Remove(species)
            : overrides.SetItem(species, value);
        return new PerSpecies<T>(Default, changed);
    }

    /// <summary>One value for every species, in place of all that were set before.</summary>
    public PerSpecies<T> All(T value) => new(value);

    /// <summary>Another value in place of every value.</summary>
    public PerSpecies<T> Select(Func<T, T> change) =>
        overrides.Aggregate(new PerSpecies<T>(change(Default)), (made, one) => made.With(one.Key, change(one.Value)));

    /// <inheritdoc/>
    public bool Equals(PerSpecies<T>? other) =>
        other is not null
        && EqualityComparer<T>.Default.Equals(Default, other.Default)
        && overrides.SequenceEqual(other.overrides);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PerSpecies<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(Default);
        foreach ((int species, T value) in overrides)
        {
            hash.Add(species);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", overrides.Select(pair => $"[{pair.Key}] = {pair.Value}").Prepend($"{Default}"));
}
