namespace GpuEcosystem.Tests.Reference;

/// <summary>Which channels a network layer may mix.</summary>
public enum ReferenceCoupling
{
    /// <summary>One network per species.</summary>
    Independent,

    /// <summary>One trunk for all species.</summary>
    Shared,
}

/// <summary>What an attack vector is compared with.</summary>
public enum ReferenceCompetitionMode
{
    /// <summary>The sum of all defence vectors.</summary>
    Full,

    /// <summary>The mean defence vector, weighted by aliveness.</summary>
    MeanField,
}

/// <summary>Whose defence, energy and share count in a cell.</summary>
public enum ReferenceOpposition
{
    /// <summary>Those of all entities.</summary>
    All,

    /// <summary>Those of the present.</summary>
    Present,
}

/// <summary>How attack and defence vectors are scaled before they are compared.</summary>
public enum ReferenceSimilarity
{
    /// <summary>To length one.</summary>
    Cosine,

    /// <summary>Not at all.</summary>
    Dot,
}

/// <summary>The parameters of a step and of learning, with the specification's names and defaults.</summary>
public sealed record ReferenceParameters
{
    /// <summary>Species N.</summary>
    public int Species { get; set; } = 5;

    /// <summary>State channels S.</summary>
    public int StateChannels { get; set; } = 32;

    /// <summary>Hidden channels M.</summary>
    public int HiddenChannels { get; set; } = 2;

    /// <summary>Network width D per species.</summary>
    public int NetworkWidth { get; set; } = 32;

    /// <summary>Network depth L.</summary>
    public int NetworkDepth { get; set; } = 4;

    /// <summary>Kernel size K.</summary>
    public int KernelSize { get; set; } = 3;

    /// <summary>Which channels a layer may mix.</summary>
    public ReferenceCoupling Coupling { get; set; }

    /// <summary>Whether the networks read the aliveness channels too.</summary>
    public bool AliveVisible { get; set; }

    /// <summary>What an attack vector is compared with.</summary>
    public ReferenceCompetitionMode CompetitionMode { get; set; }

    /// <summary>Who counts in a cell.</summary>
    public ReferenceOpposition Opposition { get; set; }

    /// <summary>How vectors are scaled.</summary>
    public ReferenceSimilarity Similarity { get; set; }

    /// <summary>Competition temperature T.</summary>
    public double CompetitionTemperature { get; set; } = 1;

    /// <summary>Aliveness threshold θ.</summary>
    public double AliveThreshold { get; set; } = 0.5;

    /// <summary>Steepness kGate of the growth gate.</summary>
    public double GrowthGateSteepness { get; set; } = 20;

    /// <summary>Whether concentration is on.</summary>
    public bool Concentration { get; set; } = true;

    /// <summary>Concentration temperature τc.</summary>
    public double ConcentrationTemperature { get; set; } = 0.4;

    /// <summary>Concentration baseline β.</summary>
    public double ConcentrationBaseline { get; set; }

    /// <summary>Side w of the concentration window.</summary>
    public int ConcentrationWindow { get; set; } = 4;

    /// <summary>Diversity weight V.</summary>
    public double DiversityWeight { get; set; } = 0.4;

    /// <summary>Least occupancy Omin.</summary>
    public double MinOccupancy { get; set; } = 20;

    /// <summary>Sun penalty P.</summary>
    public double SunPenalty { get; set; }

    /// <summary>Update probability U.</summary>
    public double UpdateProbability { get; set; } = 0.56;

    /// <summary>Win rate memory m.</summary>
    public double WinRateMemory { get; set; } = 0.95;

    /// <summary>Strength with which the win rate changes the update probability.</summary>
    public double WinRateStrength { get; set; } = 0.5;

    /// <summary>Sharpness k of the soft minimum.</summary>
    public double SoftMinSharpness { get; set; } = 8;

    /// <summary>Growth curve α.</summary>
    public double GrowthCurve { get; set; } = 0.4;

    /// <summary>Channels C of a proposal.</summary>
    public int Channels => StateChannels + HiddenChannels;

    /// <summary>Entities A: the sun and the species.</summary>
    public int Entities => Species + 1;

    /// <summary>Channels of an attack vector, and of a defence vector.</summary>
    public int VectorChannels => StateChannels / 2;

    /// <summary>Channels a network reads.</summary>
    public int InputChannels => AliveVisible ? Entities + Channels : Channels;

    /// <summary>Groups G of the pointwise layers.</summary>
    public int Groups => Coupling == ReferenceCoupling.Independent ? Species : 1;

    /// <summary>Width w of a group.</summary>
    public int GroupWidth => Species * NetworkWidth / Groups;
}
