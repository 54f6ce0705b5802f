using GpuEcosystem.Discovery.Outcomes;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>Two workers came to different ends of one run: a machine computes wrongly, or they are not of one kind.</summary>
public sealed class ConflictException : Exception
{
    /// <summary>Names both.</summary>
    public ConflictException(Outcome kept, Outcome other)
        : base(
            $"run {kept.Run} has two outcomes: {kept.Worker} came to state {kept.StateHash} on {kept.Arithmetic}, "
            + $"{other.Worker} to {other.StateHash} on {other.Arithmetic}; one of these machines computes wrongly")
    {
    }
}
