using GpuEcosystem.Discovery.Statistics;

namespace GpuEcosystem.Discovery.Results;

/// <summary>Whether a descriptor follows from the rule or from the seed.</summary>
/// <param name="Descriptor">The descriptor.</param>
/// <param name="Split">How its variance is split; rules are trials.</param>
public sealed record SeedOrRule(string Descriptor, VarianceSplit Split)
{
    /// <summary>The split of each descriptor for which there are enough trials and seeds.</summary>
    /// <param name="trials">Trials whose worlds have the same seeds.</param>
    /// <param name="descriptors">The descriptors.</param>
    /// <param name="seed">What the intervals follow from.</param>
    /// <param name="weathers">Worlds of each seed that differ by their weather, one after another.</param>
    public static IReadOnlyList<SeedOrRule> Of(IReadOnlyList<TrialResult> trials, IReadOnlyList<string> descriptors, ulong seed, int weathers) =>
    [
        .. from descriptor in descriptors
           let split = VarianceSplit.Of([.. trials.Select(trial => trial.Of(descriptor))], seed, weathers)
           where split is not null
           select new SeedOrRule(descriptor, split),
    ];
}
