using System.Text.Json.Nodes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>What is written to a file comes back bit by bit.</summary>
public sealed class PetriRoundTripTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["world.petri"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SunMode.Global, 3, 1)]
    [InlineData(SunMode.Spatial, 5, 0)]
    [InlineData(SunMode.Global, 1, 2)]
    public void AWorldComesBack(SunMode sun, int kernel, int depth)
    {
        EcosystemParameters parameters = SharedWorld.Parameters with { SunMode = sun, KernelSize = kernel, NetworkDepth = depth };
        using World world = SharedWorld.Make(parameters);
        Assert.Empty(PetriWorld.Save(Path, world));
        using OpenedPetriWorldScope opened = new(Path, world.Device);
        AssertSame(world, opened.World);
        Assert.Equal(world.Parameters, opened.World.Parameters);
        Assert.Equal(world.StepNumber, opened.World.StepNumber);
        Assert.Equal(world.WorldSeed, opened.World.WorldSeed);
        Assert.Equal(world.Parameters, PetriWorld.ReadConfiguration(Path).Parameters);

        // The same random numbers, the same learning.
        world.Step();
        opened.World.Step();
        AssertSame(world, opened.World);
    }

    /// <summary>The sun of the next step stands in for what makes the seasons, and the line says so.</summary>
    [Fact]
    public void ASeasonalWorldComesBackWithItsPresentSun()
    {
        using World world = SharedWorld.Make(SharedWorld.Parameters with { SunMode = SunMode.Seasonal, SunRateScale = 10 });
        Assert.Contains("seasons", Assert.Single(PetriWorld.Save(Path, world)));
        PetriCheckpoint checkpoint = PetriFile.Load(Path).Find();
        Assert.Equal(world.ReadSun()[0], PetriLayout.ToPlanes(checkpoint.SunBase, 5));
        Assert.All(checkpoint.SunParams, value => Assert.Equal(0, value));
        Assert.Equal("seasonal", checkpoint.Config.GuiState.GetProperty("SUN_MODE").GetString());

        using OpenedPetriWorldScope opened = new(Path, world.Device);
        Assert.Equal(SunMode.Seasonal, opened.World.Parameters.Ecosystem().SunMode);
        double[] means = [.. world.ReadSun()[0].Chunk(11 * 8).Select(plane => plane.Average(value => (double)value))];
        Close.Assert<double, float>(means, opened.World.ReadSeasons().Weights.AsSpan(^5), 1e-6, what: "bias");
    }

    [Fact]
    public void EveryParameterThatBothHaveComesBack()
    {
        EcosystemParameters parameters = SharedWorld.Parameters with
        {
            CompetitionMode = CompetitionMode.MeanField,
            Similarity = SimilarityKind.Dot,
            CompetitionTemperature = 0.57f,
            AliveThreshold = 0.31f,
            GrowthGateSteepness = 4.9f,
            Concentration = false,
            ConcentrationTemperature = 0.7f,
            ConcentrationBaseline = 0.2f,
            ConcentrationWindow = 5,
            DiversityWeight = 0.1f,
            MinOccupancy = 3.3f,
            SunPenalty = 1.7f,
            UpdateProbability = 0.9f,
            WinRate = false,
            WinRateMemory = 0.8f,
            WinRateStrength = 1.1f,
            LearnInterval = 0,
            LearningRate = new PerSpecies<float>(0.003f),
            Optimizer = new PerSpecies<OptimizerKind>(OptimizerKind.Momentum),
            TrainRegion = 33.3f,
            SoftMinSharpness = 2.2f,
            GrowthCurve = 0.9f,
            SunMode = SunMode.Spatial,
            SunRateScale = 0.3f,
            SunInitScale = 0.9f,
            SeedsPerSpecies = 4,
            Seed = ulong.MaxValue,
        };
        using World world = new(Devices.Open("cpu"), parameters);
        Assert.StartsWith($"Seed {ulong.MaxValue}", Assert.Single(PetriWorld.Save(Path, world)));
        Assert.Equal(parameters, PetriWorld.ReadConfiguration(Path).Parameters);
    }

    [Theory]
    [InlineData(OptimizerKind.SGD, 1)]
    [InlineData(OptimizerKind.RMSProp, 100)]
    [InlineData(OptimizerKind.Adam, 7)]
    [InlineData(OptimizerKind.AdamW, 1)]
    public void OptimizersComeBack(OptimizerKind optimizer, int interval)
    {
        EcosystemParameters parameters = SharedWorld.Parameters with
        {
            Optimizer = new PerSpecies<OptimizerKind>(optimizer),
            LearnInterval = interval,
        };
        using World world = new(Devices.Open("cpu"), parameters);
        IReadOnlyList<string> leftOut = PetriWorld.Save(Path, world);
        Assert.Equal(optimizer != OptimizerKind.SGD, leftOut.Any(line => line.StartsWith("state of the optimizer", StringComparison.Ordinal)));
        Assert.Equal(parameters, PetriWorld.ReadConfiguration(Path).Parameters);
    }

    [Fact]
    public void EventsAndObservationsComeBack()
    {
        using World world = SharedWorld.Make(SharedWorld.Parameters);
        PetriHistory history = new()
        {
            Events =
            [
                new PetriParameterEvent(1, "SOFTMAX_TEMP", "1", "0.25", "1781234567890"),
                new PetriDrawEvent(1, "wall", 3.5, 0, 2, null),
                new PetriDrawEvent(2, "nca", 1, 7, 1.25, 2, "\"2026-11-22T16:36:07.557Z\""),
                new PetriRestartEvent(2, Reseeds: false, "5"),
                new PetriRestartEvent(3, Reseeds: true),
                new PetriParameterEvent(3, "COLOR_SCHEME", "\"Vibrant\"", "\"Neon\""),
                new PetriOtherEvent(3, """{"type":"music","step":3,"notes":[1,2.50]}"""),
            ],
            Timeseries = PetriTimeseries.From([world.Observe(), world.Observe()], 2, 88),
            CreatedAt = new DateTimeOffset(2026, 11, 22, 16, 36, 7, 557, TimeSpan.FromHours(2)),
            View = new PetriView("colorblind", 12.5),
        };
        PetriWorld.Save(Path, world, history);
        PetriFile file = PetriFile.Load(Path);
        Assert.Equal(history.Events, file.Events);
        Assert.Equivalent(history.Timeseries, file.Timeseries, strict: true);
        Assert.Equal("2026-11-22T14:36:07.557Z", file.Run.CreatedAt);
        Assert.Equal(history.View, file.Find().View);
        Assert.Equal([3u, 3u], file.Timeseries!.Steps);
    }

    [Fact]
    public void TheBrowsersFileComesBackWithAllThatItHolds()
    {
        PetriFile file = PetriFile.Load(BrowserFile.Path);
        Assert.Equal(5, file.Timeseries!.Steps.Length);
        Assert.Equal(4u, file.Timeseries.Steps[0]);
        Assert.Equal(-393025649, file.Run.Seed);
        Assert.Equal(3901941647u, file.Run.WorldSeed);
        file.Save(Path);

        // Byte by byte, since it is written as the browser writes.
        Assert.Equal(BrowserFile.Bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public void WhatIsNotKnownHereSurvives()
    {
        string original = folder["original.petri"];
        PetriBytes bytes = PetriBytes.Parse(BrowserFile.Bytes);
        JsonNode config = bytes.Header["checkpoints"]![0]!["config"]!;
        config["GUI_STATE"]!["FUTURE"] = JsonNode.Parse("""{"deep":[1.50,"x"]}""");
        config["CONFIG"]!["ALSO"] = 7;
        File.WriteAllBytes(original, bytes.ToArray());

        using OpenedPetriWorldScope opened = new(original, Devices.Open("cpu"));
        Assert.Contains(opened.Opened.LeftOut, line => line.EndsWith("FUTURE", StringComparison.Ordinal));
        opened.World.Step();
        PetriWorld.Save(Path, opened.World, new PetriHistory { Origin = opened.Opened.File });

        PetriFile file = PetriFile.Load(Path);
        PetriConfig kept = file.Find().Config;
        Assert.Equal("""{"deep":[1.50,"x"]}""", kept.GuiState.GetProperty("FUTURE").GetRawText());
        Assert.Equal(7, kept.Config.GetProperty("ALSO").GetInt32());
        Assert.Equal(11, file.Find().Step);
        Assert.Equal("dbc223d3-eedd-4309-90ef-a6c6c952a430", file.Run.ParentRunId);
        Assert.Equal(10, file.Run.ParentStep);
        Assert.Equal(-393025649, file.Run.Seed);
    }

    [Fact]
    public void WhatTheBrowserReadsIsThere()
    {
        using World world = SharedWorld.Make(SharedWorld.Parameters);
        PetriWorld.Save(Path, world);
        JsonNode ours = PetriBytes.Parse(File.ReadAllBytes(Path)).Header;
        JsonNode theirs = PetriBytes.Parse(BrowserFile.Bytes).Header;
        Assert.Equal(Names(theirs), Names(ours));

        static SortedSet<string> Names(JsonNode node, string path = "") => node switch
        {
            JsonObject entries => [.. entries.SelectMany(entry => entry.Value is null ? [$"{path}.{entry.Key}"] : Names(entry.Value, $"{path}.{entry.Key}"))],
            JsonArray { Count: > 0 } array => Names(array[0]!, $"{path}[]"),
            _ => [path],
        };
    }

    [Theory]
    [InlineData("Coupling=Independent", "Coupling")]
    [InlineData("AliveVisible=true", "AliveVisible")]
    [InlineData("Opposition=Present", "Opposition")]
    public void OtherKindsOfWorldsAreRefused(string assignment, string name)
    {
        using World world = new(Devices.Open("cpu"), SharedWorld.Parameters.Set(assignment));
        UserException refusal = Assert.Throws<UserException>(() => PetriWorld.Save(Path, world));
        Assert.Contains(name, refusal.Message);
        Assert.Contains(".eco", refusal.Message);
        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData("Dropout=0.2")]
    [InlineData("Learns=false")]
    [InlineData("GradientClip=2")]
    [InlineData("Objective=OwnGrowth")]
    [InlineData("LearnInterval=500")]
    public void WhatTheFormatCannotHoldIsListed(string assignment)
    {
        using World world = new(Devices.Open("cpu"), SharedWorld.Parameters.Set(assignment));
        string line = Assert.Single(PetriWorld.Save(Path, world));
        Assert.StartsWith(assignment.Replace('=', ' '), line);
    }

    // All that such a file keeps: the optimisers' memory is not in it.
    private static void AssertSame(World expected, World actual)
    {
        Assert.Equal(expected.ReadGrid(), actual.ReadGrid());
        Assert.Equal(expected.ReadWalls(), actual.ReadWalls());
        Assert.Equal(expected.ReadWinRate(), actual.ReadWinRate());
        Assert.Equal(expected.ReadWeights(), actual.ReadWeights());
        Assert.Equal(expected.ReadSun(), actual.ReadSun());
    }
}
