using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Tests.Reference;

namespace GpuEcosystem.Tests.Engine;

/// <summary>
/// A world with numbers drawn from a seed, in the engine's terms and in the reference's. All numbers are floats, so
/// both see the same ones.
/// </summary>
internal sealed class RandomWorld
{
    // Decisions that hang on a comparison are kept this far from it: rounding must not tip them.
    private const double Clearance = 1e-4;

    private readonly Random random;

    public RandomWorld(EcosystemParameters parameters, int seed, bool walls = false)
    {
        random = new Random(seed);
        Parameters = parameters;
        ReferenceParameters p = Reference = Translate(parameters);
        int cells = parameters.GridWidth * parameters.GridHeight;
        Weights = DrawWeights(p);
        Sun = DrawSun(p, cells);
        Start = new ReferenceWorld
        {
            Height = parameters.GridHeight,
            Width = parameters.GridWidth,
            Grid = [.. DrawAliveness(p, cells), .. Draw(p.Channels * cells, -1, 1)],
            Wall = [.. Enumerable.Range(0, cells).Select(_ => walls && random.Next(6) == 0 ? 1.0 : 0.0)],
            WinRate = parameters.WinRate ? Draw(cells, 0, 1) : null,
        };
    }

    public EcosystemParameters Parameters { get; }

    public ReferenceParameters Reference { get; }

    public ReferenceWeights Weights { get; }

    public ReferenceSun Sun { get; }

    /// <summary>The world before the first step.</summary>
    public ReferenceWorld Start { get; }

    /// <summary>The reference's steps, each with the uniform numbers that it was taken with.</summary>
    public IReadOnlyList<(float[] Uniforms, ReferenceOutcome Outcome)> Run(int steps)
    {
        List<(float[], ReferenceOutcome)> outcomes = [];
        ReferenceWorld world = Start;
        ReferenceSun sun = Sun;
        for (int step = 0; step < steps; step++)
        {
            CheckClearance(world);
            float[] uniforms = [.. Enumerable.Range(0, world.Cells).Select(cell => DrawUniform(world, cell))];
            ReferenceOutcome outcome = ReferenceStep.Run(Reference, Weights, sun, world, ToDouble(uniforms));
            outcomes.Add((uniforms, outcome));
            sun = sun.StepLater();
            world = world with { Grid = outcome.NextGrid, WinRate = outcome.NextWinRate };
        }

        return outcomes;
    }

    /// <summary>The same world on a device, ready for the first step.</summary>
    public World Load(ComputeDevice device)
    {
        World world = LoadAllButWeights(device);
        NetworkLayout layout = Parameters.Layout;
        Dictionary<string, long> offsets = EcosystemCaseRunner.Slices(layout).ToDictionary(slice => slice.Name, slice => slice.Offset);
        foreach ((string name, double[] values) in Weights.Named())
        {
            world.LoadWeights(offsets[name], ToFloat(values));
        }

        return world;
    }

    /// <summary>The same, with the weights that it was made with.</summary>
    public World LoadAllButWeights(ComputeDevice device)
    {
        World world = new(device, Parameters) { Respawns = false };
        world.LoadGrid(ToFloat(Start.Grid));
        world.LoadWalls(ToFloat(Start.Wall));
        if (Sun is ReferenceSeasonalSun seasonal)
        {
            world.LoadSeasons(ToFloat([.. seasonal.Named().SelectMany(tensor => tensor.Values)]), ToFloat(seasonal.Phases));
        }
        else
        {
            ReferenceVectorSun sun = (ReferenceVectorSun)Sun;
            world.LoadSun(ToFloat(sun.Base), ToFloat(sun.Offset));
        }

        if (Start.WinRate is not null)
        {
            world.LoadWinRate(ToFloat(Start.WinRate));
        }

        return world;
    }

    public static ReferenceParameters Translate(EcosystemParameters p) => new()
    {
        Species = p.Species,
        StateChannels = p.StateChannels,
        HiddenChannels = p.HiddenChannels,
        NetworkWidth = p.NetworkWidth[1],
        NetworkDepth = p.NetworkDepth[1],
        KernelSize = p.KernelSize[1],
        Coupling = p.Coupling == Coupling.Shared ? ReferenceCoupling.Shared : ReferenceCoupling.Independent,
        AliveVisible = p.AliveVisible,
        CompetitionMode = p.CompetitionMode == CompetitionMode.MeanField
            ? ReferenceCompetitionMode.MeanField
            : ReferenceCompetitionMode.Full,
        Opposition = p.Opposition == OppositionKind.Present ? ReferenceOpposition.Present : ReferenceOpposition.All,
        Similarity = p.Similarity == SimilarityKind.Dot ? ReferenceSimilarity.Dot : ReferenceSimilarity.Cosine,
        CompetitionTemperature = p.CompetitionTemperature,
        AliveThreshold = p.AliveThreshold,
        GrowthGateSteepness = p.GrowthGateSteepness,
        Concentration = p.Concentration,
        ConcentrationTemperature = p.ConcentrationTemperature,
        ConcentrationBaseline = p.ConcentrationBaseline,
        ConcentrationWindow = p.ConcentrationWindow,
        DiversityWeight = p.DiversityWeight,
        MinOccupancy = p.MinOccupancy,
        SunPenalty = p.SunPenalty,
        UpdateProbability = p.UpdateProbability,
        WinRateMemory = p.WinRateMemory,
        WinRateStrength = p.WinRateStrength,
    };

    public static float[] ToFloat(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);

    private double[] Draw(int count, float least, float most) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)(least + (most - least) * random.NextSingle()))];

    // Numbers large enough that every layer bends them: sums of about unit size before each activation.
    private ReferenceWeights DrawWeights(ReferenceParameters p)
    {
        double[] Tensor(int count, int inputs)
        {
            float limit = MathF.Sqrt(4f / inputs);
            return Draw(count, -limit, limit);
        }

        double[][] Layers(int count, int inputs) => [.. Enumerable.Range(0, p.NetworkDepth).Select(_ => Tensor(count, inputs))];

        int width = p.Species * p.NetworkWidth;
        int kernel = p.KernelSize * p.KernelSize;
        return new ReferenceWeights
        {
            Encoder = Tensor(width * p.InputChannels * kernel, p.InputChannels * kernel),
            Expand = Layers(2 * width * p.GroupWidth, p.GroupWidth),
            Depthwise = Layers(2 * width * kernel, kernel),
            Project = Layers(2 * width * p.GroupWidth, 2 * p.GroupWidth),
            Decoder = Tensor(p.Species * p.Channels * p.GroupWidth, p.GroupWidth),
        };
    }

    private ReferenceSun DrawSun(ReferenceParameters p, int cells)
    {
        if (Parameters.SunMode == SunMode.Seasonal)
        {
            return DrawSeasons(p.Channels);
        }

        int length = Parameters.SunMode == SunMode.Spatial ? p.Channels * cells : p.Channels;
        return new ReferenceVectorSun { Base = Draw(length, -1, 1), Offset = Draw(length, -0.3f, 0.3f) };
    }

    // Layers whose sums are of about unit size, waves as many as a new sun has, and phases anywhere.
    private ReferenceSeasonalSun DrawSeasons(int channels)
    {
        Dictionary<string, (float Least, float Most)> limits = new()
        {
            ["season.logPeriod"] = (3.3f, 9),
            ["season.frequency"] = (-15, 15),
            ["season.firstSpatial"] = (-1, 1),
            ["season.second"] = (-0.5f, 0.5f),
        };
        return new ReferenceSeasonalSun
        {
            Tensors = ReferenceSeasonalSun.Sizes(channels).ToDictionary(tensor => tensor.Name, tensor =>
            {
                (float least, float most) = limits.GetValueOrDefault(tensor.Name, (-0.4f, 0.4f));
                return Draw(tensor.Count, least, most);
            }),
            Phases = Draw(8, 0, MathF.Tau),
            Grid = (Parameters.GridWidth, Parameters.GridHeight),
        };
    }

    // Mostly empty cells, some that one species holds, some that several share.
    private double[] DrawAliveness(ReferenceParameters p, int cells)
    {
        double[] aliveness = new double[p.Entities * cells];
        for (int cell = 0; cell < cells; cell++)
        {
            int holders = Math.Max(0, random.Next(6) - 2);
            aliveness[cell] = random.NextSingle();
            for (int i = 0; i < holders; i++)
            {
                float held = random.NextSingle();
                aliveness[random.Next(1, p.Entities) * cells + cell] = Math.Abs(held - Presence.Threshold) < Clearance ? 0 : held;
            }
        }

        return aliveness;
    }

    // Whether a species is present must not hang on rounding either; a seed for which it does is no use.
    private void CheckClearance(ReferenceWorld world)
    {
        if (world.Aliveness(Reference).Skip(world.Cells).Any(value => Math.Abs(value - Presence.Threshold) < Clearance / 10))
        {
            throw new InvalidOperationException("a species is so close to being absent that rounding decides; take another seed");
        }
    }

    private float DrawUniform(ReferenceWorld world, int cell)
    {
        float drawn = random.NextSingle();
        double probability = ReferenceStep.UpdateProbability(Reference, world, cell);
        return Math.Abs(drawn - probability) < Clearance ? 0 : drawn;
    }
}
