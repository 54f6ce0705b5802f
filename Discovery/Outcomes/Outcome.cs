using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>What a run came to. Searches see the descriptors only, which are rounded so that all machines have the same ones.</summary>
public sealed record Outcome
{
    /// <summary>Which run.</summary>
    public required RunKey Run { get; init; }

    /// <summary>Which attempt at it succeeded, from 1 on.</summary>
    public required int Attempt { get; init; }

    /// <summary>Who ran it.</summary>
    public required string Worker { get; init; }

    /// <summary>How the device rounds, as <see cref="Engine.Devices.ComputeDevice.Arithmetic"/> has it.</summary>
    public required string Arithmetic { get; init; }

    /// <summary>The program's version.</summary>
    public required string Program { get; init; }

    /// <summary>How it ended.</summary>
    public required OutcomeStatus Status { get; init; }

    /// <summary>Why it did not end well; null where it did.</summary>
    public string? Reason { get; init; }

    /// <summary>The trial's genes, each in [0, 1).</summary>
    public required ImmutableArray<float> Genome { get; init; }

    /// <summary>What they stand for: values by the genes' names.</summary>
    public required ImmutableSortedDictionary<string, string> Values { get; init; }

    /// <summary>The trials that it descends from.</summary>
    public required ImmutableArray<int> Parents { get; init; }

    /// <summary>The trial with whose last world it went on; null where its world was new.</summary>
    public int? From { get; init; }

    /// <summary>The seed of the world's random numbers.</summary>
    public required ulong WorldSeed { get; init; }

    /// <summary>Steps that the world took, those of its twins aside.</summary>
    public required long Steps { get; init; }

    /// <summary>Seconds that the run took; nothing follows from it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Descriptors by name, to six significant digits; none where the run did not end well.</summary>
    public required ImmutableSortedDictionary<string, double> Descriptors { get; init; }

    /// <summary>Share of the open cells that each entity holds in the last frame, the sun first.</summary>
    public required ImmutableArray<double> Territory { get; init; }

    /// <summary>The last state's hash; empty where there was none.</summary>
    public required string StateHash { get; init; }

    /// <summary>A recipe that repeats the run, as JSON; empty where there is none.</summary>
    public required string Recipe { get; init; }

    /// <summary>
    /// Whether another outcome of the run came to the same end. One that crashed came to none, so that any other agrees with it.
    /// </summary>
    public bool AgreesWith(Outcome other) => Status == OutcomeStatus.Crashed
        || other.Status == OutcomeStatus.Crashed
        || (Status == other.Status && StateHash == other.StateHash && DescriptorThatDiffers(other) is null);

    /// <summary>The first descriptor of which another outcome has another value, or none; null where there is no such.</summary>
    internal string? DescriptorThatDiffers(Outcome other) => Descriptors.Keys
        .Union(other.Descriptors.Keys)
        .FirstOrDefault(name => !Nullable.Equals(Find(name), other.Find(name)));

    private double? Find(string name) => Descriptors.TryGetValue(name, out double value) ? value : null;
}
