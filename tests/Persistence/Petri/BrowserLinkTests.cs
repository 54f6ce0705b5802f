using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>The browser's links, and recipes as such links.</summary>
public class BrowserLinkTests
{
    [Fact]
    public void ALinkIsRead()
    {
        ReadBrowserLink read = BrowserLink.Read("https://example.org/dish?x=1" + Fragment(
            """
            {"v":1,"seed":-393025649,"cfg":{"N_NCAS":3,"GRID_W":64,"LEARNING_BALANCE":101,"SUN_MODE":"spatial","USE_COSINE_SIM":false},
             "events":[{"t":300,"k":"GROWTH_GATE_STEEPNESS","v":4.9},{"t":20,"k":"COMPETITION_MODE","v":"global"}]}
            """));
        Assert.Empty(read.LeftOut);
        Assert.Equal(
            EcosystemParameters.Default with
            {
                Coupling = Coupling.Shared,
                Seed = 3901941647,
                Species = 3,
                GridWidth = 64,
                LearnInterval = 0,
                SunMode = SunMode.Spatial,
                Similarity = SimilarityKind.Dot,
            },
            read.Recipe.Start.Parameters);
        Assert.Equal([20, 300], read.Recipe.Actions.Select(action => action.StepsTaken));
        Assert.Equal(
            [("CompetitionMode", "MeanField"), ("GrowthGateSteepness", "4.9")],
            read.Recipe.Actions.Select(Change).Select(change => (change.Parameter.Name, change.Value)));
    }

    /// <summary>Chats write a link's characters in their own way, and what is copied has spaces around it.</summary>
    [Theory]
    [InlineData("https://example.org/dish#r={0}==")]
    [InlineData("https://example.org/dish#r={0}%3D%3d")]
    [InlineData("https://example.org/dish%23r%3D{0}")]
    [InlineData("https%3a%2f%2fexample.org%2fdish%23r%3d{0}%3D")]
    [InlineData(" \n#r={0}=\r\n")]
    public void AMangledLinkIsRead(string form)
    {
        string fragment = Fragment("""{"v":1,"seed":7,"cfg":{"N_NCAS":3}}""");
        string link = string.Format(CultureInfo.InvariantCulture, form, fragment["#r=".Length..]);
        Assert.True(BrowserLink.IsLink(link));
        Assert.Equal(3, BrowserLink.Read(link).Recipe.Start.Parameters.Species);
    }

    [Fact]
    public void WhatALinkHoldsAndARecipeDoesNotIsListed()
    {
        ReadBrowserLink read = BrowserLink.Read(Fragment(
            """
            {"v":1,"seed":1,"cfg":{"COLOR_SCHEME":"Neon","LEARNING_RATE":7,"FUTURE":1,"USE_LOCAL_SUN":true,"SUN_MODE":"seasonal"},
             "events":[{"t":1,"k":"DRAW_TOOL","v":"wall"}]}
            """));
        Assert.Equal(1f, read.Recipe.Start.Parameters.LearningRate.Default);
        Assert.Equal(SunMode.Seasonal, read.Recipe.Start.Parameters.Ecosystem().SunMode);
        Assert.Empty(read.Recipe.Actions);
        Assert.Equal(5, read.LeftOut.Count);
        Assert.All(
            (string[])["COLOR_SCHEME", "LearningRate", "FUTURE", "USE_LOCAL_SUN", "DRAW_TOOL"],
            name => Assert.Single(read.LeftOut, line => line.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void ARecipeComesBack()
    {
        Recipe recipe = new(
            new RunConfiguration(SharedWorld.Parameters with { Seed = 1UL << 40 }, [], []),
            [
                Action(3, "CompetitionTemperature=0.57"),
                Action(3, "LearnInterval=0"),
                Action(9, "Optimizer=Momentum"),
                Action(70, "SunMode=Spatial"),
                Action(90, "SunMode=Seasonal"),
            ]);
        WrittenBrowserLink written = BrowserLink.Write(recipe);
        Assert.Empty(written.LeftOut);
        Assert.Matches("^#r=[A-Za-z0-9_-]+$", written.Fragment);
        ReadBrowserLink read = BrowserLink.Read(written.Fragment);
        Assert.Empty(read.LeftOut);
        Assert.Equal(recipe.Start.Parameters, read.Recipe.Start.Parameters);
        Assert.Equal(recipe.Actions.Select(Describe), read.Recipe.Actions.Select(Describe));
        Assert.Equal(written.Fragment, BrowserLink.Write(read.Recipe).Fragment);
    }

    [Fact]
    public void AScheduleBecomesEvents()
    {
        ScheduledChange change = new(300, [EcosystemCatalogue.Instance.Parse("growthgatesteepness = 4.90")]);
        WrittenBrowserLink written = BrowserLink.Write(new Recipe(new RunConfiguration(SharedWorld.Parameters, [change], []), []));
        Assert.Equal(["300 GrowthGateSteepness=4.9"], BrowserLink.Read(written.Fragment).Recipe.Actions.Select(Describe));
    }

    [Fact]
    public void WhatARecipeHoldsAndALinkDoesNotIsListed()
    {
        Recipe recipe = new(
            new RunConfiguration(EcosystemParameters.Default.Set("Dropout=0.1"), [], [new Wall(0, 0, 1, 1, 0.1f)]),
            [
                new TimedAction(1, new DrawStroke(Brush.Wall, 0, 1, 1, 2, 2, 1)),
                new TimedAction(1, new DrawStroke(Brush.Wall, 0, 1, 1, 2, 2, 1)),
                new TimedAction(2, new ScatterSeeds(1, 3, 1, 1, 4)),
                new TimedAction(3, new ResetWorld()),
                Action(4, "LearningRate[2]=0.5"),
                Action(5, "GradientClip=1"),
            ]);
        WrittenBrowserLink written = BrowserLink.Write(recipe);
        Assert.Equal(8, written.LeftOut.Count);
        Assert.Contains("2 strokes: links have none", written.LeftOut);
        Assert.Empty(BrowserLink.Read(written.Fragment).Recipe.Actions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://example.org")]
    [InlineData("#r=")]
    [InlineData("#r=%%%")]
    [InlineData("#r=e")]
    public void ALinkThatIsNoneIsRefused(string link) => AssertRefused(link);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"v":2,"seed":1}""")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":1,"seed":1.5}""")]
    [InlineData("""{"v":1,"seed":1,"cfg":[]}""")]
    [InlineData("""{"v":1,"seed":1,"cfg":{"N_NCAS":99}}""")]
    [InlineData("""{"v":1,"seed":1,"cfg":{"N_NCAS":3,"N_NCAS":4}}""")]
    [InlineData("""{"v":1,"seed":1,"cfg":{"SUN_MODE":7}}""")]
    [InlineData("""{"v":1,"seed":1,"events":{}}""")]
    [InlineData("""{"v":1,"seed":1,"events":[{"t":-1,"k":"SOFTMAX_TEMP","v":1}]}""")]
    [InlineData("""{"v":1,"seed":1,"events":[{"t":1,"k":"SOFTMAX_TEMP"}]}""")]
    [InlineData("""{"v":1,"seed":1,"events":[{"t":1,"k":"N_NCAS","v":0}]}""")]
    [InlineData("""{"v":1,"seed":1,"x":"\ud800"}""")]
    public void ARecipeThatIsNoneIsRefused(string json) => AssertRefused(Fragment(json));

    private static void AssertRefused(string link) =>
        Assert.DoesNotContain('\n', Assert.Throws<UserException>(() => BrowserLink.Read(link)).Message);

    private static string Fragment(string json) => "#r=" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static TimedAction Action(long step, string assignment) =>
        new(step, new ChangeParameters([EcosystemCatalogue.Instance.Parse(assignment)]));

    private static ParameterAssignment Change(TimedAction action) =>
        Assert.Single(Assert.IsType<ChangeParameters>(action.Action).Assignments);

    private static string Describe(TimedAction action) =>
        $"{action.StepsTaken} {Change(action).Parameter.Name}={Change(action).Value}";
}
