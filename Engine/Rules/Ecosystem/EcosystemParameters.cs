using GpuEcosystem.Engine.Circuits;
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

    /// <summary>Small circuits of a species of gates, each of which looks at the neighbourhood of every plane of bits alone.</summary>
    public PerSpecies<int> Kernels { get; init; } = new(4);

    /// <summary>Answers of each of them, 1 or 2.</summary>
    public PerSpecies<int> KernelOutputs { get; init; } = new(1);

    /// <summary>Gates of a layer of a species of gates.</summary>
    public PerSpecies<int> GateWidth { get; init; } = new(128);

    /// <summary>Layers of that width; others come between where layers would differ by more than half.</summary>
    public PerSpecies<int> GateDepth { get; init; } = new(4);

    /// <summary>Bits that a species of gates reads a number as.</summary>
    public PerSpecies<int> InputBits { get; init; } = new(1);

    /// <summary>Bits that a number of its proposals is made from; odd, so that none is 0.</summary>
    public PerSpecies<int> OutputBits { get; init; } = new(3);

    /// <summary>How its wires are drawn.</summary>
    public PerSpecies<WireKind> UpdateWires { get; init; } = new(WireKind.Unique);

    /// <summary>The logit with which a new gate passes its first input on.</summary>
    public PerSpecies<float> PassLogit { get; init; } = new(10f);

    /// <summary>Whether gates answer as their likeliest kinds, or as mixtures of all.</summary>
    public PerSpecies<GpuEcosystem.Kernels.Circuits.GateMode> GateMode { get; init; } = new(GpuEcosystem.Kernels.Circuits.GateMode.StraightThrough);

    /// <summary>How evenly a gate is a mixture of all kinds.</summary>
    public PerSpecies<float> GateTemperature { get; init; } = new(1f);

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

    /// <inheritdoc/>
    internal override OptimizerConstants OptimizerConstantsOf(int species) =>
        NetworkKind[species] == Ecosystem.NetworkKind.Logic ? LogicDefaults.Constants : base.OptimizerConstantsOf(species);

    /// <inheritdoc/>
    internal override IEnumerable<string> Doubts => LogicDefaults.DoubtsOf(this);

    /// <inheritdoc/>
    internal override GateSettings Gates => new(GateMode, GateTemperature, PassLogit);

    /// <inheritdoc/>
    internal override int WireCount => Networks.FirstWire(Species);

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
        if (Coupling == Coupling.Shared && NetworkKind.Default != Ecosystem.NetworkKind.Residual)
        {
            throw new UserException(
                $"{NetworkKind.Default} networks cannot be shared; set NetworkKind to Residual, or Coupling to Independent");
        }

        base.Validate();
        int other = Enumerable.Range(1, Species).FirstOrDefault(species => NetworkKind[species] != Ecosystem.NetworkKind.Residual);
        if (other > 0 && Dropout > 0)
        {
            throw new UserException(
                $"Dropout is for Residual networks alone, and species {other} is {NetworkKind[other]}; set Dropout to 0, or NetworkKind to Residual");
        }

        foreach (int species in Enumerable.Range(1, Species).Where(species => NetworkKind[species] == Ecosystem.NetworkKind.Logic))
        {
            NetworkKinds.CheckCircuit(this, species);
        }
    }

    /// <inheritdoc cref="WorldParameters.Set"/>
    public new EcosystemParameters Set(string assignment) => (EcosystemParameters)base.Set(assignment);
}
