using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Toys.Fading;
using Xunit;

namespace GpuEcosystem.Toys;

/// <summary>A rule set, an optimiser, a competition mode and a layer, each added as CONTRIBUTING.md says, do all that the product's do.</summary>
public sealed class ToyTests : IDisposable
{
    private static readonly EcosystemParameters small = EcosystemParameters.Default with
    {
        Species = 3, GridWidth = 24, GridHeight = 17, NetworkWidth = 8, NetworkDepth = 1, StateChannels = 8, TrainRegion = 100, SeedsPerSpecies = 40,
    };

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    /// <summary>Both kinds of bodies.</summary>
    public static TheoryData<string> Bodies => ["cpu", "simulated"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A configuration names the rules; their world steps, is changed, kept, repeated and drawn, and other rules are refused.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_rule_set_is_a_folder_and_a_line(string id)
    {
        const string text = """{ "Rules": "Fading", "Species": 2, "GridWidth": 24, "GridHeight": 17, "SeedsPerSpecies": 1, "Kept": 0.25 }""";
        RunConfiguration start = RunConfiguration.Default.Read(text, "toy");
        using ComputeDevice device = DeviceCatalogue.Open(id);
        using ConfiguredWorld world = new(device, start);
        world.Step();
        world.Step();
        Assert.Equal([24 * 17 - 2 * 0.0625f, 0.0625f, 0.0625f], world.World.Observe().Populations);

        world.Set("Kept=0.5", "GridHeight=20");
        world.Step();
        Assert.Equal(0.03125f, world.World.Observe().Populations[1]);
        Assert.Throws<UserException>(() => world.World.Change(EcosystemParameters.Default));
        Assert.Throws<UserException>(() => world.Set("AliveThreshold=0.5"));
        Assert.Equal(24 * 20, world.World.ReadPicture(Palette.Find("vivid")).Length);
        Assert.Throws<UserException>(() => world.World.Rules.ParseLayer("--layer", "win-rate", world.World.Parameters));

        string file = Path.Combine(folder, "toy.eco");
        EcoFile.Save(file, world);
        using World loaded = EcoFile.Load(file, device).World;
        Assert.Equal(0.5f, Assert.IsType<FadingParameters>(loaded.Parameters).Kept);
        Assert.Equal(world.World.StateHash(), loaded.StateHash());
        Assert.Contains("\"rules\": \"Fading\"", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Throws<UserException>(() => PetriWorld.Save(Path.Combine(folder, "toy.petri"), world.World));

        using ConfiguredWorld again = new(device, Recipe.Read(world.Recipe.ToJson(), "toy"));
        while (again.StepsTaken < world.StepsTaken)
        {
            again.Step();
        }

        Assert.Equal(world.World.StateHash(), again.World.StateHash());
    }

    /// <summary>Every weight has moved by the rate, against its gradient's sign.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void An_optimiser_is_a_file_and_a_line(string id)
    {
        using ComputeDevice device = DeviceCatalogue.Open(id);
        using World world = new(device, small.Set("Optimizer=Sign").Set("LearningRate=0.125"));
        float[] before = world.ReadWeights();
        world.Step();
        float[] gradients = world.ReadGradients();
        Assert.Contains(gradients, gradient => gradient != 0);
        Assert.Equal(before.Zip(gradients, (weight, gradient) => weight - 0.125f * Math.Sign(gradient)), world.ReadWeights());
    }

    /// <summary>The mode makes a world of its own, the same in vectors and one by one, and its gradient is that of its loss.</summary>
    [Fact]
    public void A_competition_mode_is_a_file_and_a_line()
    {
        EcosystemParameters crowd = small.Set("CompetitionMode=Crowd").Set("Similarity=Dot");
        (float[] grid, float[] gradients) = StepOnce("cpu", crowd);
        (float[] scalarGrid, float[] scalarGradients) = StepOnce("simulated", crowd);
        AssertClose(scalarGrid, grid, 1e-5f);
        AssertClose(scalarGradients, gradients, 1e-4f * gradients.Max(Math.Abs));
        (float[] full, _) = StepOnce("cpu", crowd.Set("CompetitionMode=Full"));
        Assert.Contains(full.Zip(grid), pair => Math.Abs(pair.First - pair.Second) > 1e-4f);
    }

    /// <summary>The layer is found by its name and shows its numbers.</summary>
    [Fact]
    public void A_layer_is_a_file_and_a_line()
    {
        using ComputeDevice device = DeviceCatalogue.Open("cpu");
        using World world = new(device, small);
        LayerChoice shown = world.Rules.ParseLayer("--layer", "sunlight", world.Parameters);
        uint[] picture = world.ReadPicture(shown, Palette.Find("vivid"), new PictureFrame(new(0, 0, 24, 17), 1));
        Assert.Equal(2, picture.Distinct().Count());
    }

    private static (float[] Grid, float[] Gradients) StepOnce(string id, EcosystemParameters parameters)
    {
        using ComputeDevice device = DeviceCatalogue.Open(id);
        using World world = new(device, parameters);
        world.Step();
        world.Step();
        return (world.ReadGrid(), world.ReadGradients());
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        int worst = Enumerable.Range(0, expected.Length).MaxBy(i => float.IsNaN(actual[i]) ? float.MaxValue : Math.Abs(expected[i] - actual[i]));
        Assert.True(Math.Abs(expected[worst] - actual[worst]) <= tolerance, $"{actual[worst]} in place of {expected[worst]} at {worst}");
    }
}
