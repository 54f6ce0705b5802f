using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Designs;

/// <summary>Trials that are known before the first has run.</summary>
public abstract class Design
{
    /// <param name="count">How many there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    protected Design(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Count = count;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>A trial's genes, each in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such trial.</exception>
    public ImmutableArray<float> Genome(int trial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trial);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trial, Count);
        return GenomeOf(trial);
    }

    /// <summary>The genes of a trial that there is.</summary>
    protected abstract ImmutableArray<float> GenomeOf(int trial);
}
