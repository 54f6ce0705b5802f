using System.Text.Json.Nodes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>What becomes of a browser's settings and arrays, and of those that do not fit.</summary>
public class PetriImportTests
{
    private readonly PetriBytes bytes = PetriBytes.Parse(BrowserFile.Bytes);

    [Fact]
    public void EveryNameIsTranslated()
    {
        JsonNode panel = bytes.Panel;
        (string Name, JsonNode Value)[] settings =
        [
            ("SOFTMAX_TEMP", 0.57), ("OPTIMIZATION_PERCENT", 25), ("ASINH_SLOPE", 0.7), ("ALIVE_THRESHOLD", 0.4), ("SOFT_MIN_K", 3),
            ("LEARNING_BALANCE", 8), ("OPTIMIZER_TYPE", "SGD+Momentum"), ("LEARNING_RATE", 0.002), ("SUN_LR_SCALE", 0.25),
            ("GROWTH_GATE_STEEPNESS", 7.5), ("DIVERSITY_WEIGHT", 0.1), ("SUN_PENALTY", 1.5), ("MIN_OCCUPANCY", 12),
            ("USE_COSINE_SIM", false), ("SUN_INIT_SCALE", 0.8), ("N_SEEDS", 3), ("COMPETITION_MODE", "global"),
            ("STOCHASTIC_UPDATE_PROB", 0.9), ("USE_LOCAL_WIN_RATE", true), ("LOCAL_WIN_RATE_ALPHA", 0.9),
            ("LOCAL_WIN_RATE_STRENGTH", 1.5), ("USE_CONCENTRATION", false), ("CONCENTRATION_TEMP", 0.6), ("CONC_BASELINE", 0.3),
            ("CONCENTRATION_WINDOW", 6), ("UPDATE_DELAY_MS", 40), ("COLOR_SCHEME", "Pastel"),
        ];
        foreach ((string name, JsonNode value) in settings)
        {
            panel[name] = value;
        }

        PetriCheckpoint checkpoint = Read().Find();
        Assert.Equal(new PetriView("pastel", 40), checkpoint.View);
        Assert.Equal(
            EcosystemParameters.Default with
            {
                Species = 4,
                GridWidth = 32,
                GridHeight = 32,
                StateChannels = 16,
                HiddenChannels = 2,
                NetworkWidth = 8,
                NetworkDepth = 2,
                Coupling = Coupling.Shared,
                CompetitionTemperature = 0.57f,
                TrainRegion = 25,
                GrowthCurve = 0.7f,
                AliveThreshold = 0.4f,
                SoftMinSharpness = 3,
                LearnInterval = 8,
                Optimizer = new(GpuEcosystem.Kernels.Learning.OptimizerKind.Momentum),
                LearningRate = new(0.002f),
                SunRateScale = 0.25f,
                GrowthGateSteepness = 7.5f,
                DiversityWeight = 0.1f,
                SunPenalty = 1.5f,
                MinOccupancy = 12,
                Similarity = SimilarityKind.Dot,
                SunInitScale = 0.8f,
                SeedsPerSpecies = 3,
                CompetitionMode = CompetitionMode.MeanField,
                UpdateProbability = 0.9f,
                WinRate = true,
                WinRateMemory = 0.9f,
                WinRateStrength = 1.5f,
                Concentration = false,
                ConcentrationTemperature = 0.6f,
                ConcentrationBaseline = 0.3f,
                ConcentrationWindow = 6,
                Seed = 3901941647,
            },
            checkpoint.Parameters);
    }

    [Theory]
    [InlineData("LEARNING_RATE", "3", "LearningRate", "1")]
    [InlineData("LOCAL_WIN_RATE_ALPHA", "1", "WinRateMemory", "0.999")]
    [InlineData("CONCENTRATION_WINDOW", "64", "ConcentrationWindow", "21")]
    [InlineData("LEARNING_BALANCE", "0", "LearnInterval", "1")]
    public void LiveValuesOutOfRangeAreCutAndListed(string theirs, string value, string ours, string expected)
    {
        bytes.Panel[theirs] = JsonNode.Parse(value);
        PetriCheckpoint checkpoint = Read().Find();
        Assert.Equal(expected, EcosystemCatalogue.Instance.Find(ours).Read(checkpoint.Parameters));
        string line = Assert.Single(checkpoint.Notes, note => note.Contains(theirs, StringComparison.Ordinal));
        Assert.Contains(ours, line);
    }

    [Theory]
    [InlineData("N_NCAS", "99", "Species")]
    [InlineData("CELL_STATE_DIM", "15", "StateChannels")]
    [InlineData("HIDDEN_DIM", "4", "NetworkWidth")]
    [InlineData("KERNEL_SIZE", "4", "KernelSize")]
    [InlineData("GRID_W", "1e300", "GridWidth")]
    [InlineData("GRID_H", "-3", "GridHeight")]
    [InlineData("N_HIDDEN_LAYERS", "1.5", "NetworkDepth")]
    public void SizesOutOfRangeAreRefusedByBothNames(string theirs, string value, string ours)
    {
        bytes.Built[theirs] = JsonNode.Parse(value);
        AssertRefused(theirs, ours);
    }

    [Theory]
    [InlineData("SOFTMAX_TEMP", "1e999")]
    [InlineData("SOFTMAX_TEMP", "\"1\"")]
    [InlineData("USE_CONCENTRATION", "1")]
    [InlineData("COMPETITION_MODE", "\"both\"")]
    [InlineData("OPTIMIZER_TYPE", "\"Lion\"")]
    public void ValuesThatAreNoneAreRefused(string theirs, string value)
    {
        bytes.Panel[theirs] = JsonNode.Parse(value);
        AssertRefused(theirs);
    }

    [Fact]
    public void OtherMeaningsOfChannelsAreRefused()
    {
        bytes.Built["ATT_IDXS"]![0] = 8;
        AssertRefused("ATT_IDXS");
        bytes.Built["ATT_IDXS"]![0] = 0;
        bytes.Built["ALIVE_VISIBLE"] = true;
        AssertRefused("ALIVE_VISIBLE");
    }

    [Fact]
    public void APaletteOfAnotherNameIsListed()
    {
        bytes.Panel["COLOR_SCHEME"] = "Retro";
        PetriCheckpoint checkpoint = Read().Find();
        Assert.Equal("vivid", checkpoint.View.Palette);
        Assert.Contains(checkpoint.Notes, note => note.Contains("Retro", StringComparison.Ordinal));
    }

    [Fact]
    public void SeasonsBeginAnewAndAreListed()
    {
        bytes.Panel["SUN_MODE"] = "seasonal";
        PetriCheckpoint checkpoint = Read().Find();
        Assert.Equal(SunMode.Seasonal, checkpoint.Parameters.SunMode);
        Assert.Contains(checkpoint.Notes, note => note.Contains("seasonal", StringComparison.Ordinal));
        using World world = PetriImport.Create(checkpoint, Devices.Open("cpu"));
        float[] bias = world.ReadSeasons().Weights[^checkpoint.SunBase.Length..];
        Close.Assert<float, float>(
            [.. checkpoint.SunBase.Zip(checkpoint.SunParams, (left, right) => left + right)], bias, 1e-6, what: "bias");
    }

    [Fact]
    public void NumbersThatAreNotFiniteAreRefusedByTheirSection()
    {
        BitConverter.TryWriteBytes(bytes.Data.AsSpan(94208 + 4096 + 8), float.NaN);
        AssertRefused("checkpoints[0].sections.winRate", "index 2");
    }

    [Fact]
    public void AnOlderShapeAndAMissingWinRateAreRead()
    {
        bytes.Checkpoint["sunBaseShape"] = new JsonArray(1, 1, 1, 1, 18);
        bytes.Checkpoint["winRateShape"] = null;
        bytes.Checkpoint["sections"]!.AsObject().Remove("winRate");
        using World world = PetriImport.Create(Read().Find(), Devices.Open("cpu"));
        Assert.All(world.ReadWinRate(), rate => Assert.Equal(0.5f, rate));
        Assert.Equal(Read().Find().SunBase, world.ReadSun().First());
    }

    [Fact]
    public void CheckpointsAreFoundByIdAndStep()
    {
        PetriFile file = Read();
        PetriCheckpoint first = file.Find() with { Id = "a", Step = 4 };
        file = file with { Checkpoints = [first, .. file.Checkpoints] };
        Assert.Same(first, file.Find("a"));
        Assert.Same(first, file.Find("4"));
        Assert.Equal(10, file.Find().Step);
        Assert.Contains("4, 10", Assert.Throws<UserException>(() => file.Find("5")).Message);
        Assert.Throws<UserException>(() => (file with { Checkpoints = [] }).Find());
    }

    private PetriFile Read() => PetriFile.Read(new MemoryStream(bytes.ToArray()), "a.petri");

    private void AssertRefused(params string[] parts)
    {
        string message = Assert.Throws<UserException>(Read).Message;
        Assert.DoesNotContain('\n', message);
        Assert.StartsWith("a.petri: ", message);
        Assert.All(parts, part => Assert.Contains(part, message));
    }
}
