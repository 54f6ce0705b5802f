using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Sessions.Commands;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>Commands as JSON.</summary>
public class CommandReaderTests
{
    /// <summary>Of every name one, and what it stands for.</summary>
    public static TheoryData<string, SessionCommand> Commands => new()
    {
        { """{ "pause": false }""", new SetPause(false) },
        { """{ "pace": "5 steps a second" }""", new SetPace(Pace.All[2]) },
        { """{ "step": 10 }""", new TakeSteps(10) },
        { """{ "undo": true }""", new Undo() },
        { """{ "redo": true }""", new Redo() },
        { """{ "takeOver": true }""", new TakeOver() },
        { """{ "keep": true }""", new SaveCheckpoint() },
        { """{ "restore": "run1-000010" }""", new Restore("run1-000010") },
        { """{ "branch": "run1-000010" }""", new Branch("run1-000010") },
        { """{ "rename": { "checkpoint": "run1-000010", "label": "before" } }""", new Rename("run1-000010", "before") },
        { """{ "delete": "run1-000010" }""", new Delete("run1-000010") },
        { """{ "begin": { "preset": "duel", "width": 64 } }""", new BeginWorld("duel", 64) },
        { """{ "open": "reef" }""", new OpenWorld("reef") },
        {
            """{ "record": { "recorder": "film", "layer": "aliveness:2", "palette": "magma" } }""",
            new BeginRecording("film", new PictureStyle(new LayerChoice(Layer.Aliveness, 2), Palette.Find("magma")))
        },
        { """{ "endRecord": "film" }""", new EndRecording("film") },
    };

    /// <summary>Each is read as what it is.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Commands_are_read(string json, SessionCommand expected) => Assert.Equal(expected, Read(json));

    /// <summary>What is done to the world is written as in recipes, alone or several at once.</summary>
    [Fact]
    public void Actions_are_those_of_recipes()
    {
        WorldAction wall = new DrawStroke(Brush.Wall, 0, 1, 2, 3, 4, 1.5f);
        const string Stroke = """{ "stroke": { "brush": "wall", "from": [1, 2], "to": [3, 4], "radius": 1.5 } }""";
        Assert.Equal([wall], Assert.IsType<Act>(Read(Stroke)).Actions);
        Assert.Equal(
            [new BeginEdit(), wall, new ScatterSeeds(2, 5, 8, 9, 3), new ResetWorld(KeepsWalls: true)],
            Assert.IsType<Act>(Read($$"""
            { "act": [{ "do": "beginEdit" }, {{Stroke}}, { "seeds": { "species": 2, "count": 5, "at": [8, 9], "radius": 3 } }, { "do": "resetWithinWalls" }] }
            """)).Actions);
        Assert.Equal(
            [new NewWeather(7), new RenewNetworks(8), new ShakeWeights(0.5f, 9)],
            Assert.IsType<Act>(Read(
                """{ "act": [{ "newWeather": { "seed": 7 } }, { "renewNetworks": { "seed": 8 } }, { "shakeWeights": { "sigma": 0.5, "seed": 9 } }] }""")).Actions);
        ChangeParameters change = Assert.IsType<ChangeParameters>(
            Assert.Single(Assert.IsType<Act>(Read("""{ "set": { "LearningRate": { "all": 0.001, "2": 0.01 } } }""")).Actions));
        Assert.Equal(["0.001", "0.01"], change.Assignments.Select(one => one.Value));
        Assert.Equal(
            new BrushStroke(Tool.Seeds, 3, 1, 2, 3, 4, 6).ToCommand(EcosystemParameters.Default, begins: true).Actions,
            Assert.IsType<Act>(Read(
                """{ "brush": { "tool": "seeds", "species": 3, "from": [1, 2], "to": [3, 4], "radius": 6, "begins": true } }""")).Actions);
        Assert.Equal(
            [new DrawStroke(Brush.Paint, 1, 1, 2, 3, 4, 6, Channel: 5)],
            Assert.IsType<Act>(Read(
                """{ "brush": { "tool": "paint", "channel": 5, "from": [1, 2], "to": [3, 4], "radius": 6, "begins": false } }""")).Actions);
    }

    /// <summary>All names that the reader has are tried here.</summary>
    [Fact]
    public void All_names_are_tried()
    {
        string[] actions = ["set", "stroke", "seeds", "do", "newWeather", "renewNetworks", "shakeWeights", "act", "brush"];
        IEnumerable<string> tried = Commands.Select(row => JsonDocument.Parse(row.Data.Item1).RootElement.EnumerateObject().Single().Name);
        Assert.Equal(CommandReader.Names.Order(StringComparer.Ordinal), tried.Concat(actions).Order(StringComparer.Ordinal));
    }

    /// <summary>What is no command is refused with a line that says what would be one.</summary>
    [Theory]
    [InlineData("7", "a command must be an object")]
    [InlineData("{}", "a command has one property")]
    [InlineData("""{ "pause": true, "undo": true }""", "a command has one property")]
    [InlineData("""{ "pausse": true }""", "did you mean pause?")]
    [InlineData("""{ "pause": 1 }""", "pause must be true or false; 1 is not")]
    [InlineData("""{ "undo": false }""", "undo must be true; false is not")]
    [InlineData("""{ "step": 0 }""", "step must be a whole number from 1 to 1000000")]
    [InlineData("""{ "pace": "quick" }""", "there is no pace 'quick'")]
    [InlineData("""{ "restore": null }""", "restore must be a text")]
    [InlineData("""{ "set": { "LearnRate": 1 } }""", "there is no parameter 'LearnRate'")]
    [InlineData("""{ "brush": { "tool": "look", "from": [1, 1], "to": [1, 1], "radius": 1, "begins": true } }""", "brush.tool must be one of wall, erase, paint, seeds")]
    [InlineData("""{ "brush": { "tool": "wall", "from": [1, 1], "to": [1e30, 1], "radius": 1, "begins": true } }""", "brush.to[0] must be a number between")]
    [InlineData("""{ "record": { "recorder": "film", "layer": "heat" } }""", "heat")]
    [InlineData("""{ "begin": { "preset": "duel", "width": 99999999 } }""", "begin.width must be a whole number from 1 to 1048576")]
    public void Others_are_refused(string json, string message)
    {
        UserException refusal = Assert.Throws<UserException>(() => Read(json));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    private static SessionCommand Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return CommandReader.Read(document.RootElement, EcosystemParameters.Default);
    }
}
