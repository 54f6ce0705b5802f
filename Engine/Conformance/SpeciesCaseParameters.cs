using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>What a case of species of unequal networks is a record of.</summary>
internal enum SpeciesCaseKind
{
    /// <summary>Steps of a contest and a learning pass.</summary>
    Species,
}

/// <summary>A species' network, as a case describes it; sizes of other kinds are left out.</summary>
internal sealed record SpeciesCaseNetwork
{
    public required NetworkKind Kind { get; init; }

    public int Width { get; init; } = 8;

    public int Depth { get; init; }

    public int KernelSize { get; init; } = 3;

    public int Kernels { get; init; } = 1;

    public int KernelOutputs { get; init; } = 1;

    public int GateWidth { get; init; } = 4;

    public int GateDepth { get; init; }

    public int InputBits { get; init; } = 1;

    public int OutputBits { get; init; } = 1;

    public GateMode GateMode { get; init; }

    public float GateTemperature { get; init; } = 1;

    /// <summary>What cases call the network's layers, in the order of its weights.</summary>
    /// <param name="updateLayers">Layers of a circuit's update.</param>
    public IEnumerable<string> LayerNames(int updateLayers) => Kind switch
    {
        NetworkKind.Residual =>
        [
            "encoder",
            .. Enumerable.Range(0, Depth).SelectMany(block => (string[])[$"expand{block}", $"depthwise{block}", $"project{block}"]),
            "decoder",
        ],
        NetworkKind.Plain => ["encoder", .. Enumerable.Range(0, Depth).Select(layer => $"middle{layer}"), "decoder"],
        NetworkKind.Logic =>
        [
            .. Enumerable.Range(0, KernelOutputs == 1 ? 4 : 3).Select(layer => $"perceive{layer}"),
            .. Enumerable.Range(0, updateLayers).Select(layer => $"update{layer}"),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(updateLayers), Kind, "there is no such kind of network"),
    };
}

/// <summary>The parameters of a case of species of unequal networks, named as in its file.</summary>
internal sealed record SpeciesCaseParameters
{
    public required SpeciesCaseKind Kind { get; init; }

    public required int Species { get; init; }

    public required int StateChannels { get; init; }

    public required int HiddenChannels { get; init; }

    /// <summary>Of each species, in order.</summary>
    public required SpeciesCaseNetwork[] Networks { get; init; }

    public required bool AliveVisible { get; init; }

    public required int GridWidth { get; init; }

    public required int GridHeight { get; init; }

    public required float Temperature { get; init; }

    public required float AliveThreshold { get; init; }

    public required float GrowthGateSteepness { get; init; }

    public required bool Concentration { get; init; }

    public required float ConcentrationTemperature { get; init; }

    public required float ConcentrationBaseline { get; init; }

    public required int ConcentrationWindow { get; init; }

    public required float DiversityWeight { get; init; }

    public required float MinOccupancy { get; init; }

    public required float SunPenalty { get; init; }

    public required float UpdateProbability { get; init; }

    public required float SoftMinSharpness { get; init; }

    public required float GrowthCurve { get; init; }

    public required ObjectiveKind Objective { get; init; }

    public required int Steps { get; init; }

    public required bool Gradient { get; init; }

    public ConformancePatch? Patch { get; init; }

    /// <summary>The first parameter that cannot be right, with the reason; null where all can.</summary>
    public (string Field, string Reason)? Problem()
    {
        if (Networks.Length != Species)
        {
            return ("networks", $"are {Networks.Length}, expected one for each of {Species} species");
        }

        if (Gradient && Patch is null)
        {
            return ("patch", "is missing, expected the rectangle that the gradient was taken over");
        }

        try
        {
            Rules().Validate();
            return null;
        }
        catch (UserException exception)
        {
            return ("", $"make no world: {exception.Message}");
        }
    }

    /// <summary>The rules in the engine's terms.</summary>
    public EcosystemParameters Rules() => EcosystemParameters.Default with
    {
        Species = Species,
        GridWidth = GridWidth,
        GridHeight = GridHeight,
        StateChannels = StateChannels,
        HiddenChannels = HiddenChannels,
        AliveVisible = AliveVisible,
        NetworkKind = Of(network => network.Kind),
        NetworkWidth = Of(network => network.Width),
        NetworkDepth = Of(network => network.Depth),
        KernelSize = Of(network => network.KernelSize),
        Kernels = Of(network => network.Kernels),
        KernelOutputs = Of(network => network.KernelOutputs),
        GateWidth = Of(network => network.GateWidth),
        GateDepth = Of(network => network.GateDepth),
        InputBits = Of(network => network.InputBits),
        OutputBits = Of(network => network.OutputBits),
        GateMode = Of(network => network.GateMode),
        GateTemperature = Of(network => network.GateTemperature),
        CompetitionTemperature = Temperature,
        AliveThreshold = AliveThreshold,
        GrowthGateSteepness = GrowthGateSteepness,
        Concentration = Concentration,
        ConcentrationTemperature = ConcentrationTemperature,
        ConcentrationBaseline = ConcentrationBaseline,
        ConcentrationWindow = ConcentrationWindow,
        DiversityWeight = DiversityWeight,
        MinOccupancy = MinOccupancy,
        SunPenalty = SunPenalty,
        UpdateProbability = UpdateProbability,
        WinRate = false,
        SoftMinSharpness = SoftMinSharpness,
        GrowthCurve = GrowthCurve,
        Objective = Objective,
        LearnInterval = 0,
    };

    private PerSpecies<T> Of<T>(Func<SpeciesCaseNetwork, T> value)
        where T : notnull =>
        Networks.Index().Aggregate(new PerSpecies<T>(value(Networks[0])), (all, one) => all.With(one.Index + 1, value(one.Item)));
}
