using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>The parameters of the ecosystem's rules.</summary>
public sealed record EcosystemParameters : WorldParameters
{
    /// <summary>The values that the specification gives.</summary>
    public static EcosystemParameters Default { get; } = new();

    /// <inheritdoc/>
    public override ParameterCatalogue Catalogue => EcosystemCatalogue.Instance;

    /// <summary>What a species' network is made of.</summary>
    public PerSpecies<NetworkKind> NetworkKind { get; init; } = new(Ecosystem.NetworkKind.Residual);

    /// <summary>Features of a species' network.</summary>
    public PerSpecies<int> NetworkWidth { get; init; } = new(32);

    /// <summary>Blocks of a species' network, or plain layers between its encoder and its decoder.</summary>
    public PerSpecies<int> NetworkDepth { get; init; } = new(4);

    /// <summary>Side of the neighbourhood that one convolution of a species reads.</summary>
    public PerSpecies<int> KernelSize { get; init; } = new(3);

    /// <summary>Whom a species fights in a cell.</summary>
    public CompetitionMode CompetitionMode { get; init; } = CompetitionMode.Full;

    /// <summary>Whether those who are absent from a cell count in it.</summary>
    public OppositionKind Opposition { get; init; } = OppositionKind.All;

    /// <summary>How attack is compared with defence.</summary>
    public SimilarityKind Similarity { get; init; } = SimilarityKind.Cosine;

    /// <summary>How evenly a cell is shared between competitors.</summary>
    public float CompetitionTemperature { get; init; } = 1f;

    /// <summary>Aliveness that a species needs nearby.</summary>
    public float AliveThreshold { get; init; } = 0.5f;

    /// <summary>How sharply <see cref="AliveThreshold"/> cuts.</summary>
    public float GrowthGateSteepness { get; init; } = 20f;

    /// <summary>Whether strength is spread over a neighbourhood.</summary>
    public bool Concentration { get; init; } = true;

    /// <summary>How evenly strength is spread.</summary>
    public float ConcentrationTemperature { get; init; } = 0.4f;

    /// <summary>Share of strength that is left alone.</summary>
    public float ConcentrationBaseline { get; init; }

    /// <summary>Side of the neighbourhood that shares strength.</summary>
    public int ConcentrationWindow { get; init; } = 4;

    /// <summary>Help for species below their share.</summary>
    public float DiversityWeight { get; init; } = 0.4f;

    /// <summary>Population below which a species is helped and reseeded.</summary>
    public float MinOccupancy { get; init; } = 20f;

    /// <summary>How much the sun gives way where species live.</summary>
    public float SunPenalty { get; init; }

    /// <summary>Chance of a cell to change in a step.</summary>
    public float UpdateProbability { get; init; } = 0.56f;

    /// <summary>Whether cells of clear winners change more often.</summary>
    public bool WinRate { get; init; } = true;

    /// <summary>How long wins are remembered.</summary>
    public float WinRateMemory { get; init; } = 0.95f;

    /// <summary>How much wins change a cell's chance to update.</summary>
    public float WinRateStrength { get; init; } = 0.5f;

    /// <summary>What the networks learn for.</summary>
    public ObjectiveKind Objective { get; init; } = ObjectiveKind.SoftMin;

    /// <summary>Percent of the grid that a learning pass looks at.</summary>
    public float TrainRegion { get; init; } = 10f;

    /// <summary>How strictly the weakest species alone counts.</summary>
    public float SoftMinSharpness { get; init; } = 8f;

    /// <summary>Population share from which more counts less.</summary>
    public float GrowthCurve { get; init; } = 0.4f;

    /// <summary>Share of features switched off while learning.</summary>
    public float Dropout { get; init; }

    /// <summary>What the sun is made of.</summary>
    public SunMode SunMode { get; init; } = SunMode.Global;

    /// <summary>The sun's learning rate, as a multiple of the species'.</summary>
    public float SunRateScale { get; init; } = 1f;

    /// <summary>Spread of the random numbers that a new sun is made from.</summary>
    public float SunInitScale { get; init; } = 0.6f;

    /// <inheritdoc/>
    internal override int NetworkGroups => Networks.Networks;

    /// <inheritdoc/>
    internal override long WeightCount => Networks.Length;

    /// <summary>How the species' networks are made.</summary>
    internal NetworkPlan Networks =>
        new([.. Enumerable.Range(1, Species).Select(species => NetworkKinds.ArchitectureOf(this, species))]);

    /// <summary>Sizes of residual networks, where all species have alike.</summary>
    internal NetworkLayout Layout => LayoutOf(1);

    /// <summary>Sizes of residual networks that are all like one species'.</summary>
    /// <param name="species">Which, 1 = the first.</param>
    internal NetworkLayout LayoutOf(int species) => new(
        Species, InputChannels, Channels, NetworkWidth[species], NetworkDepth[species], KernelSize[species],
        Coupling == Coupling.Shared ? 1 : Species);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        int plain = Enumerable.Range(1, Species).FirstOrDefault(species => NetworkKind[species] == Ecosystem.NetworkKind.Plain);
        if (plain > 0 && Coupling == Coupling.Shared)
        {
            throw new UserException("Plain networks cannot be shared; set NetworkKind to Residual, or Coupling to Independent");
        }

        if (plain > 0 && Dropout > 0)
        {
            throw new UserException(
                $"Dropout is for Residual networks alone, and species {plain} is Plain; set Dropout to 0, or NetworkKind to Residual");
        }
    }

    /// <inheritdoc cref="WorldParameters.Set"/>
    public new EcosystemParameters Set(string assignment) => (EcosystemParameters)base.Set(assignment);
}
