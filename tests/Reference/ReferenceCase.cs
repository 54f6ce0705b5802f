using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Tests.Reference;

/// <summary>A conformance case in the reference's terms.</summary>
public sealed class ReferenceCase
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "conformance");

    private readonly ConformanceCase recorded;

    private ReferenceCase(ConformanceCase recorded)
    {
        this.recorded = recorded;
        Parameters = ParametersOf(recorded.Parameters);
        Weights = new ReferenceWeights
        {
            Encoder = Input("weight.encoder"),
            Expand = Layers("weight.expand"),
            Depthwise = Layers("weight.depthwise"),
            Project = Layers("weight.project"),
            Decoder = Input("weight.decoder"),
        };
        Sun = recorded.Parameters.SunMode == SunMode.Seasonal ? Seasons() : new ReferenceVectorSun { Base = Input("sunBase"), Offset = Input("sunParams") };
        World = new ReferenceWorld
        {
            Height = recorded.Parameters.GridHeight,
            Width = recorded.Parameters.GridWidth,
            Grid = Input("grid"),
            Wall = Input("wall"),
            WinRate = recorded.Parameters.WinRate ? Input("winRate") : null,
        };
    }

    /// <summary>The names of all cases.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(Folder)
        .Where(path => File.Exists(Path.Combine(path, "case.json"))).Select(path => Path.GetFileName(path)).Order();

    /// <summary>The parameters of the case.</summary>
    public ReferenceParameters Parameters { get; }

    /// <summary>The weights; a test may change them.</summary>
    public ReferenceWeights Weights { get; }

    /// <summary>The sun over the whole grid; a test may change its numbers.</summary>
    public ReferenceSun Sun { get; }

    /// <summary>The world before the first step.</summary>
    public ReferenceWorld World { get; }

    /// <summary>Number of recorded steps.</summary>
    public int Steps => recorded.Parameters.Steps;

    /// <summary>Whether weights move between the recorded steps.</summary>
    public bool Learns => recorded.Parameters.LearningSteps > 0;

    /// <summary>Whether the case holds a loss and its gradient.</summary>
    public bool HasGradient => recorded.Parameters.Gradient;

    /// <summary>Reads the case of that name.</summary>
    public static ReferenceCase Load(string name) => new(ConformanceCase.Load(Path.Combine(Folder, name)));

    /// <summary>Recorded numbers, as they are.</summary>
    public float[] Recorded(string tensor) => recorded.Tensor(tensor).Values;

    /// <summary>Recorded numbers in double precision.</summary>
    public double[] Input(string tensor) => Array.ConvertAll(Recorded(tensor), value => (double)value);

    /// <summary>The loss of the recorded learning pass, from the weights and sun as they are now.</summary>
    public double Loss()
    {
        var (x, y, width, height) = recorded.Parameters.Patch!;
        return ReferenceLoss.SoftMin(
            Parameters,
            Weights,
            Sun.Cut(Parameters, World, x, y, width, height),
            World.Cut(x, y, width, height),
            Input("patchUniform"));
    }

    private ReferenceSeasonalSun Seasons() => new()
    {
        Tensors = ReferenceSeasonalSun.Sizes(Parameters.Channels).ToDictionary(tensor => tensor.Name, tensor => Input(tensor.Name)),
        Phases = Input("season.phase"),
        Grid = (recorded.Parameters.GridWidth, recorded.Parameters.GridHeight),
    };

    private double[][] Layers(string tensor) =>
        [.. Enumerable.Range(0, Parameters.NetworkDepth).Select(layer => Input($"{tensor}{layer}"))];

    private static ReferenceParameters ParametersOf(ConformanceParameters recorded) => new()
    {
        Species = recorded.Species,
        StateChannels = recorded.StateChannels,
        HiddenChannels = recorded.HiddenChannels,
        NetworkWidth = recorded.Width,
        NetworkDepth = recorded.Depth,
        KernelSize = recorded.KernelSize,
        Coupling = recorded.Coupling == Coupling.Shared ? ReferenceCoupling.Shared : ReferenceCoupling.Independent,
        CompetitionMode = recorded.Competition == CompetitionMode.MeanField
            ? ReferenceCompetitionMode.MeanField
            : ReferenceCompetitionMode.Full,
        Opposition = recorded.Opposition == OppositionKind.Present ? ReferenceOpposition.Present : ReferenceOpposition.All,
        Similarity = recorded.Similarity == SimilarityKind.Dot ? ReferenceSimilarity.Dot : ReferenceSimilarity.Cosine,
        CompetitionTemperature = recorded.Temperature,
        AliveThreshold = recorded.AliveThreshold,
        GrowthGateSteepness = recorded.GrowthGateSteepness,
        Concentration = recorded.Concentration,
        ConcentrationTemperature = recorded.ConcentrationTemperature,
        ConcentrationBaseline = recorded.ConcentrationBaseline,
        ConcentrationWindow = recorded.ConcentrationWindow,
        DiversityWeight = recorded.DiversityWeight,
        MinOccupancy = recorded.MinOccupancy,
        SunPenalty = recorded.SunPenalty,
        UpdateProbability = recorded.UpdateProbability,
        WinRateMemory = recorded.WinRateMemory,
        WinRateStrength = recorded.WinRateStrength,
        SoftMinSharpness = recorded.SoftMinSharpness,
        GrowthCurve = recorded.GrowthCurve,
    };
}
