using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Recipes;

/// <summary>Recipes are read as they are written, and what is wrong with one is named.</summary>
public sealed class RecipeTests
{
    private const string Everything = """
        {
          "$schema": "recipe.schema.json", "version": 1, "steps": 9,
          "start": { "Species": 3, "GridWidth": 32, "Seed": 18446744073709551615, "LearningRate": { "all": 0.08, "2": 0.04 } },
          "actions": [
            { "after": 0, "set": { "Dropout": 0.25, "Learns": { "3": false }, "Optimizer": ["SGD", "Adam", "SGD"] } },
            { "after": 2, "do": "beginEdit" },
            { "after": 2, "stroke": { "brush": "wall", "from": [1, -2.5], "to": [7.25, 3], "radius": 0.1 } },
            { "after": 2, "stroke": { "brush": "paint", "species": 3, "from": [1, 2], "to": [3, 4], "radius": 0 } },
            { "after": 3, "do": "undoEdit" },
            { "after": 4, "stroke": { "brush": "erase", "channel": 7, "from": [1, 2], "to": [3, 4], "radius": 0 } },
            { "after": 4, "set": { "LearningRate": [1, 0.5, 0.25, 0.125], "Species": 4, "GridHeight": 24 } },
            { "after": 4, "seeds": { "species": 4, "count": 10, "at": [5, 6], "radius": 2.5 } },
            { "after": 9, "do": "reset" }
          ]
        }
        """;

    /// <summary>All kinds of actions.</summary>
    [Fact]
    public void A_recipe_says_what_was_done()
    {
        Recipe recipe = Recipe.Read(Everything, "r.json");
        Assert.Equal(9, recipe.Steps);
        Assert.Equal(ulong.MaxValue, recipe.Start.Parameters.Seed);
        Assert.Equal(new PerSpecies<float>(0.08f).With(2, 0.04f), recipe.Start.Parameters.LearningRate);
        Assert.Equal([0L, 2, 2, 2, 3, 4, 4, 4, 9], recipe.Actions.Select(action => action.StepsTaken));
        Assert.Equal(new BeginEdit(), recipe.Actions[1].Action);
        Assert.Equal(new DrawStroke(Brush.Wall, 0, 1, -2.5f, 7.25f, 3, 0.1f), recipe.Actions[2].Action);
        Assert.Equal(new DrawStroke(Brush.Paint, 3, 1, 2, 3, 4, 0), recipe.Actions[3].Action);
        Assert.Equal(new UndoEdit(), recipe.Actions[4].Action);
        Assert.Equal(new DrawStroke(Brush.Erase, 0, 1, 2, 3, 4, 0, Channel: 7), recipe.Actions[5].Action);
        Assert.Equal(new ScatterSeeds(4, 10, 5, 6, 2.5f), recipe.Actions[7].Action);
        Assert.Equal(new ResetWorld(), recipe.Actions[8].Action);
        ChangeParameters change = Assert.IsType<ChangeParameters>(recipe.Actions[6].Action);
        Assert.Equal("Species", change.Assignments[0].Parameter.Name);
        Assert.Equal(6, change.Assignments.Length);
    }

    /// <summary>Written and read, a recipe is the same.</summary>
    [Fact]
    public void What_is_written_is_read()
    {
        Recipe recipe = Recipe.Read(Everything, "r.json");
        string written = recipe.ToJson();
        Recipe read = Recipe.Read(written, "written");
        Assert.Equal(written, read.ToJson());
        Assert.Equal(recipe.Start.Parameters, read.Start.Parameters);
        Assert.Equal(Applied(recipe), Applied(read));
    }

    /// <summary>Numbers come back with all their bits.</summary>
    [Fact]
    public void Floats_keep_their_bits()
    {
        Random random = new(3);
        float Draw()
        {
            float drawn = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            return Math.Abs(drawn) <= 1e7f ? drawn : random.NextSingle();
        }

        ImmutableArray<TimedAction> actions =
        [
            .. Enumerable.Range(0, 2000).Select(i => new TimedAction(
                i, new DrawStroke(Brush.Erase, 0, Draw(), Draw(), Draw(), Draw(), Math.Abs(Draw())))),
            .. Enumerable.Range(0, 500).Select(i => new TimedAction(2000, new ChangeParameters(
                [EcosystemCatalogue.Instance.Parse(FormattableString.Invariant($"GradientClip[{i % 5 + 1}]={100 * random.NextSingle():R}"))]))),
        ];
        Recipe recipe = new(RunConfiguration.Default, actions, 2000);
        Recipe read = Recipe.Read(recipe.ToJson(), "r");
        Assert.Equal(
            actions.Take(2000).SelectMany(action => Bits((DrawStroke)action.Action)),
            read.Actions.Take(2000).SelectMany(action => Bits((DrawStroke)action.Action)));
        Assert.Equal(Applied(recipe), Applied(read));
    }

    /// <summary>What a slider went through is not kept, and what a person wrote is understood.</summary>
    [Fact]
    public void Changes_are_written_briefly()
    {
        ChangeParameters change = new(
        [
            .. ((string[])[
                "LearningRate[1]=0.5", "LearningRate= .25 ", "LearningRate[3]=.1", "LearningRate[3]=+1e-2", "dropout=0.5", "Dropout=0.",
                "WinRate=off", "Optimizer[2]=adamW"]).Select(EcosystemCatalogue.Instance.Parse),
        ]);
        string written = new Recipe(RunConfiguration.Default, [new TimedAction(0, change)]).ToJson();
        Assert.Contains(
            """{"after":0,"set":{"LearningRate":{"all":0.25,"3":0.01},"Dropout":0,"WinRate":false,"Optimizer":{"2":"AdamW"}}}""",
            written);
    }

    /// <summary>What cannot be is named, with the place and the nearest name.</summary>
    [Theory]
    [InlineData("[]", "the recipe must be an object; [] is not")]
    [InlineData("""{ "version": 2 }""", "the recipe has version 2; this program reads version 1")]
    [InlineData("""{ "version": 1, "steps": 3 }""", "the recipe needs 'start'")]
    [InlineData("""{ "version": 1, "stps": 3 }""", "the recipe does not know 'stps'; did you mean steps?")]
    [InlineData("""{ "version": 1, "steps": -1, "start": {}, "actions": [] }""", "steps must be a whole number from 0 on; -1 is not one")]
    [InlineData("""{ "version": 1, "steps": 1, "start": { "Sed": 1 }, "actions": [] }""", "start: there is no parameter 'Sed'; did you mean Seed?")]
    [InlineData("""{ "version": 1, "steps": 1, "start": {}, "actions": {} }""", "actions must be an array; {} is not")]
    public void What_is_wrong_is_named(string json, string reason) => Refused(json, reason);

    /// <summary>The same in actions.</summary>
    [Theory]
    [InlineData("3", "actions[1] must be an object; 3 is not")]
    [InlineData("""{ "do": "reset" }""", "actions[1] needs 'after'")]
    [InlineData("""{ "after": 5, "sroke": {} }""", "actions[1] does not know 'sroke'; did you mean stroke?")]
    [InlineData("""{ "after": 5 }""", "actions[1] needs one of set, stroke, seeds, do, newWeather, renewNetworks, shakeWeights; it has none")]
    [InlineData("""{ "after": 5, "do": "reset", "set": {} }""", "actions[1] needs one of set, stroke, seeds, do, newWeather, renewNetworks, shakeWeights; it has set and do")]
    [InlineData("""{ "after": 3, "do": "reset" }""", "actions[1] comes after 3 steps, but the action before it comes after 4")]
    [InlineData("""{ "after": 8, "do": "reset" }""", "actions[1] comes after 8 steps, but the run takes 7")]
    [InlineData("""{ "after": 5, "do": "undo" }""", "actions[1].do must be one of beginEdit, undoEdit, reset, resetWithinWalls; 'undo' is not; did you mean undoEdit?")]
    [InlineData("""{ "after": 5, "set": { "Dropuot": 1 } }""", "actions[1]: there is no parameter 'Dropuot'; did you mean Dropout?")]
    [InlineData("""{ "after": 5, "set": { "Dropout": 1 } }""", "actions[1]: Dropout must lie between 0 and 0.9; 1 does not")]
    [InlineData("""{ "after": 5, "set": { "Learns": [true] } }""", "actions[1]: Learns has 1 values, but Species is 3")]
    [InlineData("""{ "after": 5, "set": { "Learns": { "x": true } } }""",
        "actions[1]: Learns has values for species by their number, or for 'all'; 'x' is neither")]
    [InlineData("""{ "after": 5, "set": { "Learns": { "65": true } } }""",
        "actions[1]: species of Learns[65] must lie between 1 and 64; 65 does not")]
    [InlineData("""{ "after": 5, "set": { "Dropout": { "1": 0 } } }""",
        "actions[1]: Dropout is the same for all species; { \"1\": 0 } is an object")]
    [InlineData("""{ "after": 5, "stroke": { "brush": "pen", "from": [1, 1], "to": [1, 1], "radius": 1 } }""",
        "actions[1].stroke.brush must be one of wall, removeWall, erase, paint; 'pen' is not")]
    [InlineData("""{ "after": 5, "stroke": { "brush": "paint", "from": [1, 1], "to": [1, 1], "radius": 1 } }""",
        "actions[1].stroke needs 'species'")]
    [InlineData("""{ "after": 5, "stroke": { "brush": "erase", "species": 1, "from": [1, 1], "to": [1, 1], "radius": 1 } }""",
        "actions[1].stroke: only paint has 'species'")]
    [InlineData("""{ "after": 5, "stroke": { "brush": "wall", "channel": 1, "from": [1, 1], "to": [1, 1], "radius": 1 } }""",
        "actions[1].stroke: only paint and erase have 'channel'")]
    [InlineData("""{ "after": 5, "stroke": { "brush": "erase", "from": [1, 1e9], "to": [1, 1], "radius": 1 } }""",
        "actions[1].stroke.from[1] must be a number between -10000000 and 10000000; 1e9 is not one")]
    [InlineData("""{ "after": 5, "seeds": { "species": 4, "count": 1, "at": [1, 1], "radius": 1 } }""",
        "actions[1]: there is no species 4; by then there are 3")]
    [InlineData("""{ "after": 5, "seeds": { "species": 1, "count": 2000000, "at": [1, 1], "radius": 1 } }""",
        "actions[1].seeds.count must be a whole number from 1 to 10000; 2000000 is not one")]
    public void What_is_wrong_with_an_action_is_named(string action, string reason) => Refused(
        $$"""
        { "version": 1, "steps": 7, "start": { "Species": 2 }, "actions": [{ "after": 4, "set": { "Species": 3 } }, {{action}}] }
        """,
        reason);

    /// <summary>A file that is far too long is not read to its end.</summary>
    [Fact]
    public void A_file_without_end_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder["long.json"];
        using (FileStream file = File.Create(path))
        {
            file.SetLength(1L << 30);
        }

        long before = GC.GetTotalAllocatedBytes();
        UserException thrown = Assert.Throws<UserException>(() => Recipe.Load(path));
        Assert.Equal($"'{path}' is longer than 64 MiB, which no such file is", thrown.Message);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 400L << 20);
    }

    /// <summary>Names as long as a file do not take forever, nor fill the screen.</summary>
    [Fact]
    public void A_name_without_end_is_cut()
    {
        string name = new('x', 1 << 20);
        UserException thrown = Assert.Throws<UserException>(() => Recipe.Read(
            $$"""{ "version": 1, "steps": 7, "start": { "{{name}}": 1 }, "actions": [] }""", "r"));
        Assert.True(thrown.Message.Length < 200);
    }

    private static void Refused(string json, string reason) =>
        Assert.Equal($"r.json: {reason}", Assert.Throws<UserException>(() => Recipe.Read(json, "r.json")).Message);

    private static WorldParameters[] Applied(Recipe recipe)
    {
        WorldParameters parameters = recipe.Start.Parameters;
        return
        [
            .. recipe.Actions.Select(action => action.Action).OfType<ChangeParameters>()
                .Select(change => parameters = change.Assignments.Aggregate(parameters, (current, one) => one.Apply(current))),
        ];
    }

    private static IEnumerable<int> Bits(DrawStroke stroke) =>
        ((float[])[stroke.FromX, stroke.FromY, stroke.ToX, stroke.ToY, stroke.Radius]).Select(BitConverter.SingleToInt32Bits);
}
