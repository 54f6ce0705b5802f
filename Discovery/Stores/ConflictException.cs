using System.Globalization;
using GpuEcosystem.Discovery.Outcomes;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>Two workers came to different ends of one run: a machine computes wrongly, or they are not of one kind.</summary>
public sealed class ConflictException : Exception
{
    /// <summary>Names both.</summary>
    public ConflictException(Outcome kept, Outcome other)
        : base(
            $"run {kept.Run} has two outcomes: {kept.Worker} came to {End(kept, other)} on {kept.Arithmetic}, "
            + $"{other.Worker} to {End(other, kept)} on {other.Arithmetic}; one of these machines computes wrongly")
    {
    }

    // Of what both came to, that in which they differ.
    private static string End(Outcome outcome, Outcome other)
    {
        if (outcome.Status != other.Status)
        {
            return $"status '{OutcomeJson.NameOf(outcome.Status)}'";
        }

        if (outcome.StateHash != other.StateHash)
        {
            return $"state {outcome.StateHash}";
        }

        string? name = outcome.DescriptorThatDiffers(other);
        return name is not null && outcome.Descriptors.TryGetValue(name, out double value)
            ? string.Create(CultureInfo.InvariantCulture, $"{name} {value}")
            : $"no {name}";
    }
}
