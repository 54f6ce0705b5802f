using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Runs write their recipe, and a recipe makes the same run.</summary>
public sealed class RecipeRunTests : IDisposable
{
    private const string Eventful = """
        {
          "version": 1,
          "start": { "Species": 3, "GridWidth": 16, "GridHeight": 16, "NetworkDepth": 1, "NetworkWidth": 8, "StateChannels": 8 },
          "steps": 6,
          "actions": [
            { "after": 1, "set": { "Dropout": 0.1 } },
            { "after": 2, "do": "reset" },
            { "after": 4, "stroke": { "brush": "paint", "species": 3, "from": [3, 3], "to": [6, 6], "radius": 2 } },
            { "after": 6, "stroke": { "brush": "wall", "from": [0, 8], "to": [15, 8], "radius": 1 } }
          ]
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A preset, a file with schedule and walls, options: all of it is in the recipe.</summary>
    [Fact]
    public void A_run_is_repeated()
    {
        string config = folder.Write(
            "world.json",
            """
            {
              "Species": 3, "schedule": [{ "step": 2, "set": { "UpdateProbability": 1, "Learns": [true, false, true] } }],
              "walls": [{ "from": [0, 0.5], "to": [0.5, 0.5], "radius": 0.05 }]
            }
            """);
        string recipe = folder["recipe.json"];
        Invocation first = Run(
            "--preset", "small", "--config", config, "--size", "16", "--seed", "9", "--set", "LearningRate=0.01",
            "--set", "LearningRate[2]=.02", "--steps", "7", "--save-recipe", recipe);
        Assert.Equal(7, Recipe.Load(recipe).Steps);

        Invocation second = Run("--recipe", recipe, "--save-recipe", folder["again.json"]);
        Assert.Equal(7, (int)second.Json["steps"]!);
        Assert.Equal((string)first.Json["stateHash"]!, (string)second.Json["stateHash"]!);
        Assert.Equal(first.Json["configuration"]!.ToJsonString(), second.Json["configuration"]!.ToJsonString());
        Assert.Equal(File.ReadAllText(recipe), File.ReadAllText(folder["again.json"]));
    }

    /// <summary>Every step counts, whatever is reset; what comes after the last one is done too; outputs follow.</summary>
    [Fact]
    public void What_was_done_is_done_again()
    {
        string recipe = folder.Write("recipe.json", Eventful);
        Invocation result = Run(
            "--recipe", recipe, "--metrics", folder["m.csv"], "--metrics-every", "1", "--save-recipe", folder["again.json"],
            "--image", folder["last.png"]);
        Assert.Equal(4, (int)result.Json["steps"]!);
        Recipe here = Recipe.Load(recipe) with { Origin = Origin.Of(Devices.Open("cpu")) };
        Assert.Equal(here.ToJson(), File.ReadAllText(folder["again.json"]));
        Assert.Equal(
            ["0", "1", "2", "1", "2", "3", "4"],
            File.ReadAllLines(folder["m.csv"]).Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal((string)result.Json["stateHash"]!, (string)Run("--recipe", folder["again.json"]).Json["stateHash"]!);

        // With more steps it goes on, and with fewer it ends before.
        Assert.Equal(8, (int)Run("--recipe", recipe, "--steps", "10").Json["steps"]!);
        Assert.Equal(1, (int)Run("--recipe", recipe, "--steps", "1").Json["steps"]!);
    }

    /// <summary>A recipe says where it was made, and where bits may come out otherwise the user is told.</summary>
    [Fact]
    public void Another_arithmetic_is_told()
    {
        string recipe = folder["recipe.json"];
        Run("--preset", "small", "--size", "16", "--steps", "2", "--save-recipe", recipe);
        Origin here = Origin.Of(Devices.Open("cpu"));
        Assert.Equal(here, Recipe.Load(recipe).Origin);
        Assert.DoesNotContain("differ", Run("--recipe", recipe).Error);

        File.WriteAllText(recipe, (Recipe.Load(recipe) with { Origin = new Origin("9.9.9", "cuda, a card, driver 1") }).ToJson());
        Assert.Contains(
            $"the recipe: made by version 9.9.9 on cuda, a card, driver 1; this is version {here.Program} on {here.Arithmetic}, so bits may differ\n",
            Run("--recipe", recipe).Error);
    }

    /// <summary>Options that set parameters change how the recipe starts.</summary>
    [Fact]
    public void Options_change_the_start()
    {
        string recipe = folder.Write("recipe.json", Eventful);
        Invocation result = Run("--recipe", recipe, "--seed", "5", "--size", "20", "--set", "Dropout=0.3");
        Assert.Equal(5, (int)result.Json["seed"]!);
        Assert.Equal(20, (int)result.Json["width"]!);
        Assert.Equal(0.3, (double)result.Json["configuration"]!["Dropout"]!);
        Assert.NotEqual((string)result.Json["stateHash"]!, (string)Run("--recipe", recipe).Json["stateHash"]!);
        Assert.Contains("change its start", Invocation.Of("run", "--help").Output.ReplaceLineEndings(" "));
    }

    /// <summary>A saved world keeps the recipe that it was made by.</summary>
    [Fact]
    public void A_saved_world_has_its_recipe_inside()
    {
        string world = folder["world.eco"];
        JsonObject first = Run("--recipe", folder.Write("recipe.json", Eventful), "--save", world).Json;
        JsonObject again = Run("--recipe", world).Json;
        Assert.Equal((string)first["stateHash"]!, (string)again["stateHash"]!);
        Invocation none = Invocation.Of("run", "--recipe", folder["none.eco"]);
        Assert.Equal(2, none.ExitCode);
    }

    /// <summary>A supervisor starts one line again and again, and what a recipe says is done once.</summary>
    [Fact]
    public void A_run_with_a_recipe_goes_on_where_it_was_stopped()
    {
        string recipe = folder.Write("recipe.json", Eventful);
        string[] line = ["--recipe", recipe, "--autosave", "1", "--autosave-dir", folder["auto"], "--resume", folder["auto"]];
        string whole = (string)Run("--recipe", recipe).Json["stateHash"]!;
        Run([.. line, "--steps", "3"]);
        Invocation rest = Run(line);
        Assert.Equal(whole, (string)rest.Json["stateHash"]!);
        Assert.Contains("nothing is left to do", Run(line).Error);

        // All steps count, also those that a reset takes back.
        Assert.Equal(4, (int)Run([.. line, "--steps", "until:6"]).Json["steps"]!);

        File.WriteAllText(folder["other.json"], Eventful.Replace("0.1", "0.2", StringComparison.Ordinal));
        Invocation other = Invocation.Of(["run", .. line.Select(word => word == recipe ? folder["other.json"] : word)]);
        Assert.EndsWith("gpueco: the world did not come about by this recipe, so it cannot go on with it\n", other.Error);
        Assert.Equal(2, other.ExitCode);
    }

    /// <summary>A link of the browser's is a recipe too, but for its length.</summary>
    [Fact]
    public void A_link_is_followed()
    {
        Recipe recipe = new(
            RunConfiguration.Default.Read(
                """{ "Species": 2, "GridWidth": 16, "GridHeight": 16, "NetworkDepth": 0, "Coupling": "Shared" }""", "r"),
            [
                new TimedAction(2, new ChangeParameters([EcosystemCatalogue.Instance.Parse("UpdateProbability=1")])),
                new TimedAction(7, new ChangeParameters([EcosystemCatalogue.Instance.Parse("UpdateProbability=0.5")])),
            ]);
        string link = "https://browser.example/" + BrowserLink.Write(recipe).Fragment;
        Invocation result = Run("--recipe", link, "--steps", "5", "--save-recipe", folder["link.json"]);
        Assert.Equal(16, (int)result.Json["width"]!);
        Assert.Contains("the recipe goes on: 1 of what is done", result.Error);
        Recipe saved = Recipe.Load(folder["link.json"]);
        Assert.Equal(5, saved.Steps);
        Assert.Equal(2, Assert.Single(saved.Actions).StepsTaken);
        Assert.Equal((string)result.Json["stateHash"]!, (string)Run("--recipe", folder["link.json"]).Json["stateHash"]!);
    }

    /// <summary>An interrupted run's recipe is that of what was done.</summary>
    [Fact]
    public void An_interrupted_run_writes_its_recipe()
    {
        using CancellationTokenSource interruption = new();
        interruption.Cancel();
        string recipe = folder.Write("recipe.json", Eventful);
        Invocation result = Invocation.Of(
            interruption.Token, "run", "--device", "cpu", "--recipe", recipe, "--save-recipe", folder["cut.json"]);
        Assert.Equal(128, result.ExitCode);
        Recipe cut = Recipe.Load(folder["cut.json"]);
        Assert.Equal(0, cut.Steps);
        Assert.Empty(cut.Actions);
    }

    /// <summary>What cannot be is refused in one line.</summary>
    [Theory]
    [InlineData("--recipe says how its world starts, so --preset cannot be given with it", "--preset", "duel")]
    [InlineData("--recipe says how its world starts, so --config cannot be given with it", "--config", "x.json")]
    [InlineData("actions[2]: there is no species 3; by then there are 2", "--species", "2")]
    [InlineData("does not exist", "--save-recipe", "/no/such/folder/x.json")]
    public void What_cannot_be_is_refused(string reason, params string[] arguments) => Refused(Eventful, reason, arguments);

    /// <summary>What has one shape throughout cannot follow a recipe that changes it.</summary>
    [Theory]
    [InlineData("--metrics needs the same Species throughout, but the recipe changes it", "--metrics", "Species", 4)]
    [InlineData("--images needs the same GridWidth throughout, but the recipe changes it", "--images", "GridWidth", 32)]
    public void A_recipe_keeps_what_outputs_need(string reason, string option, string parameter, int value) => Refused(
        Eventful.Replace("\"Dropout\": 0.1", $"\"{parameter}\": {value}", StringComparison.Ordinal), reason, option, folder["out"]);

    /// <summary>A measurement is one of the world as it starts.</summary>
    [Fact]
    public void A_profile_leaves_actions_out()
    {
        Invocation result = Invocation.Of(
            "profile", "--device", "cpu", "--repetitions", "9", "--recipe", folder.Write("recipe.json", Eventful));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("what the recipe does to the world is left out", result.Error);
    }

    private void Refused(string recipe, string reason, params string[] arguments)
    {
        Invocation result = Invocation.Of(
            ["run", "--device", "cpu", "--recipe", folder.Write("recipe.json", recipe), .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    private static Invocation Run(params string[] arguments)
    {
        Invocation result = Invocation.Of(["run", "--device", "cpu", "--json", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }
}
