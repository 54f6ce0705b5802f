using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>What a world takes over from another one, besides genes.</summary>
public enum Heredity
{
    /// <summary>All of its state, and what its networks have learned.</summary>
    Lamarck,

    /// <summary>Its state; networks begin anew.</summary>
    Darwin,

    /// <summary>All, with noise on every weight.</summary>
    Noise,
}

/// <summary>What a user says of a population of worlds that go on from trial to trial.</summary>
public sealed record PopulationSettings
{
    /// <summary>The score that counts how unlike the others a world is.</summary>
    public const string Novelty = "novelty";

    /// <summary>The score that counts the search's quality.</summary>
    public const string Quality = "quality";

    /// <summary>What scores can be made of.</summary>
    public static readonly ImmutableArray<string> Scores = [Novelty, Quality];

    /// <summary>Worlds that live side by side, 2 or more. Trial n is the next segment of the life of number n mod slots.</summary>
    public int Slots { get; init; } = 16;

    /// <summary>Segments from one selection to the next.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Share of the slots, the worst ones, whose worlds become copies of others; less than 1.</summary>
    public float Fraction { get; init; } = 0.25f;

    /// <summary>What is added up to a world's score, each divided by its median; some of <see cref="Scores"/>.</summary>
    public ImmutableArray<string> Score { get; init; } = [Novelty, Quality];

    /// <summary>What copies take over.</summary>
    public Heredity Heredity { get; init; }

    /// <summary>Standard deviation of the noise that <see cref="Heredity.Noise"/> adds to weights.</summary>
    public float Sigma { get; init; } = 0.02f;
}
