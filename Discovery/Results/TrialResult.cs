using System.Collections.Immutable;
using GpuEcosystem.Discovery.Outcomes;

namespace GpuEcosystem.Discovery.Results;

/// <summary>What a trial came to.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Outcomes">Those of its worlds, without their recipes, which a store gives one by one.</param>
public sealed record TrialResult(int Number, ImmutableArray<Outcome> Outcomes)
{
    /// <summary>Its genes.</summary>
    public ImmutableArray<float> Genome => Outcomes[0].Genome;

    /// <summary>A descriptor of each world; null for one that did not end well, or has no such descriptor.</summary>
    public IReadOnlyList<double?> Of(string descriptor) =>
        [.. Outcomes.Select(outcome => outcome.Descriptors.TryGetValue(descriptor, out double value) ? value : (double?)null)];

    /// <summary>A descriptor's mean over the worlds that ended well; null where none did.</summary>
    public double? MeanOf(string descriptor) => Of(descriptor).Average();
}
