using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Tests.Engine.LogicCircuit;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Web.Sockets;

/// <summary>What pages and the server say to each other.</summary>
public sealed class PageTests : IDisposable
{
    private static readonly PictureFrame whole = new(new Area(0, 0, 11, 9), 1);

    private readonly ServedWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>A page that comes hears of everything, in the order in which it can use it.</summary>
    [Fact]
    public async Task A_page_is_welcome()
    {
        using TestPage page = await TestPage.Open(world.Address);
        List<string> kinds = [];
        Dictionary<string, JsonElement> told = [];
        while (!told.ContainsKey("checkpoints"))
        {
            (JsonElement? text, _) = await page.Receive();
            JsonProperty said = text!.Value.EnumerateObject().Single();
            kinds.Add(said.Name);
            told[said.Name] = said.Value;
        }

        Assert.Equal(["welcome", "people", "rules", "values", "networks", "state", "history", "checkpoints"], kinds);
        JsonElement welcome = told["welcome"];
        Assert.Equal(("page 1", true), (welcome.GetProperty("you").GetString(), welcome.GetProperty("maySteer").GetBoolean()));
        Assert.Equal(["look", "wall", "erase", "paint", "seeds"], welcome.GetProperty("tools").EnumerateArray().Select(tool => tool.GetString()));
        Assert.Equal(Pace.All.Select(pace => pace.Text), welcome.GetProperty("paces").EnumerateArray().Select(pace => pace.GetString()));
        Assert.StartsWith("cpu: ", welcome.GetProperty("device").GetString(), StringComparison.Ordinal);
        Assert.Equal("#0c0e14", welcome.GetProperty("sun").GetString());
        Assert.Equal("#ff4b5c", welcome.GetProperty("palettes")[0].GetProperty("species")[0].GetString());
        Assert.Equal((11, 9), (told["state"].GetProperty("width").GetInt32(), told["state"].GetProperty("height").GetInt32()));
        Assert.Equal("Ecosystem", told["rules"].GetProperty("name").GetString());
        Assert.Equal("0.05", told["values"].GetProperty("LearningRate").GetProperty("all").GetString());
        Assert.Equal(0, told["history"].GetProperty("samples")[0].GetProperty("number").GetInt64());
    }

    /// <summary>Cells arrive as the world has them, in every layer, first whole and then as what has changed.</summary>
    [Fact]
    public async Task Pictures_are_exact_in_every_layer()
    {
        using TestPage page = await TestPage.Open(world.Address);
        await page.Do("""{"step": 3}""");
        foreach (Layer layer in world.Session.Ask(one => one.Rules.Layers))
        {
            LayerChoice choice = new(layer, layer.Index?.In(world.Session.World.Snapshot.Parameters).Last ?? 0);
            await page.Show(choice.ToString());
            for (int picture = 0; picture < 2; picture++)
            {
                (JsonElement head, uint[] codes) = await NextOf(page, choice.ToString(), world.Session.Ask(one => one.StepNumber));
                Assert.Equal(picture == 0 ? JsonValueKind.Null : JsonValueKind.Number, head.GetProperty("base").ValueKind);
                Assert.Equal([0, 0, 11, 9], head.GetProperty("region").EnumerateArray().Select(side => side.GetInt32()));
                Assert.Equal(world.Session.Ask(one => one.ReadCodes(choice, whole)), codes);
                if (picture == 0)
                {
                    await page.Do("""{"step": 1}""");
                }
            }
        }
    }

    /// <summary>Layers of numbers come with their colours, and squares of cells as a file.</summary>
    [Fact]
    public async Task Numbers_have_colours_and_squares_are_files()
    {
        using TestPage page = await TestPage.Open(world.Address);
        await page.Show("attack");
        JsonElement colours = await page.Next("colours");
        Assert.Equal("attack", colours.GetProperty("layer").GetString());
        Assert.Equal(256 * 6, colours.GetProperty("ramps").GetProperty("").GetString()!.Length);
        await page.NextPicture();
        await page.Show("aliveness:2", block: 2);
        Assert.Equal(Palette.All.Count, (await page.Next("colours")).GetProperty("ramps").EnumerateObject().Count());
        (JsonElement head, _, byte[] file) = await page.NextPicture();
        Assert.Equal((6, 5), (head.GetProperty("width").GetInt32(), head.GetProperty("height").GetInt32()));
        Assert.Equal("RIFF", Encoding.ASCII.GetString(file, 0, 4));
    }

    /// <summary>A page learns of the cell that it points at.</summary>
    [Fact]
    public async Task A_cell_is_inspected()
    {
        using TestPage page = await TestPage.Open(world.Address);
        await page.Show("territory");
        JsonElement cell = await page.Next("cell");
        Assert.Equal((3, 5), (cell.GetProperty("x").GetInt32(), cell.GetProperty("y").GetInt32()));
        Assert.Equal(4, cell.GetProperty("aliveness").GetArrayLength());
        await page.Say("""{"view": null}""");
        Assert.Equal(JsonValueKind.Null, (await page.Next("cell")).ValueKind);
    }

    /// <summary>Before a cell that lives by a circuit a page learns of the circuit, once, and with the cell what is 1 in it.</summary>
    [Fact]
    public async Task A_circuit_is_told_once()
    {
        using ServedWorld served = new(CircuitWorlds.Small with { LearnInterval = 0 });
        using TestPage page = await TestPage.Open(served.Address);
        await page.Show("territory");
        JsonElement circuit = await page.Next("circuit");
        JsonElement nodes = circuit.GetProperty("drawing").GetProperty("nodes");
        JsonElement answer = circuit.GetProperty("drawing").GetProperty("answers")[0];
        string lit = (await page.Next("cell")).GetProperty("circuit").GetString()!;
        Assert.Equal(nodes.GetArrayLength(), lit.Length);
        Assert.Equal("next0", answer.GetProperty("name").GetString());

        // All gates pass a bit on, so that the answer is a bit of the neighbourhood.
        Assert.Equal(0, circuit.GetProperty("operations").GetInt32());
        Assert.StartsWith("p0_", nodes[answer.GetProperty("node").GetInt32()].GetProperty("name").GetString(), StringComparison.Ordinal);
        await page.Do("""{"step": 1}""");
        while (true)
        {
            (JsonElement? text, _) = await page.Receive();
            Assert.False(text is JsonElement said && said.TryGetProperty("circuit", out _));
            if (text?.TryGetProperty("cell", out _) == true)
            {
                break;
            }
        }
    }

    /// <summary>A page hears what each species' network is, and which settings mean nothing to it.</summary>
    [Fact]
    public async Task Networks_are_told()
    {
        using ServedWorld served = new(LogicWorlds.Tiny);
        using TestPage page = await TestPage.Open(served.Address);
        JsonElement[] networks = [.. (await page.Next("networks")).EnumerateArray()];
        Assert.Equal(
            served.Session.Ask(world => world.Observe().Networks.Select(network => network.Weights).ToArray()),
            networks.Select(network => network.GetProperty("weights").GetInt64()));
        string[][] idle = [.. networks.Select(network => network.GetProperty("idle").EnumerateArray().Select(name => name.GetString()!).ToArray())];
        Assert.Contains("GateWidth", idle[0]);
        Assert.DoesNotContain("GateWidth", idle[1]);
    }

    /// <summary>A page that does not draw gets two pictures and no more, and the newest when it goes on.</summary>
    [Fact]
    public async Task Two_pictures_are_under_way_at_most()
    {
        using TestPage page = await TestPage.Open(world.Address);
        await page.Do("""{"pause": false}""");
        await page.Show("territory");
        await page.NextPicture();
        (JsonElement second, _, _) = await page.NextPicture();
        for (int news = 0; news < 3; news++)
        {
            long step = (await NextStateOnly(page)).GetProperty("step").GetInt64();
            Assert.True(step > 0);
        }

        await page.HasShown(second);
        (JsonElement third, _, _) = await page.NextPicture();
        Assert.Equal(3, third.GetProperty("frame").GetInt64());
        Assert.True(third.GetProperty("step").GetInt64() > second.GetProperty("step").GetInt64());
    }

    /// <summary>What somebody asks for is done, in their name; who only watches is told that they do.</summary>
    [Fact]
    public async Task Those_who_may_steer_do()
    {
        using TestPage ada = await TestPage.Open(world.Address, "Ada");
        using TestPage watcher = await TestPage.Open(world.Address, "Ada", maySteer: false);
        JsonElement welcome = await watcher.Next("welcome");
        Assert.Equal(("Ada 2", false), (welcome.GetProperty("you").GetString(), welcome.GetProperty("maySteer").GetBoolean()));
        string before = world.Session.Ask(one => one.StateHash());
        Assert.Contains("may watch", await watcher.Do("""{"step": 1}"""), StringComparison.Ordinal);
        Assert.Equal(before, world.Session.Ask(one => one.StateHash()));
        Assert.Null(await ada.Do("""{"set": {"MinOccupancy": 3}}"""));
        Assert.Contains("must lie between", await ada.Do("""{"set": {"MinOccupancy": -3}}"""), StringComparison.Ordinal);
        Assert.Null(await ada.Do("""{"stroke": {"brush": "wall", "from": [1, 1], "to": [8, 1], "radius": 1}}"""));
        Assert.Contains(world.Session.World.Snapshot.Events, e => e is { By: "Ada", Text: "MinOccupancy = 3" });
        Assert.Contains(world.Session.Ask(one => one.ReadWalls()), wall => wall != 0);
    }

    /// <summary>A page that comes back hears what it has missed, and all where the world is another.</summary>
    [Fact]
    public async Task Who_comes_back_hears_what_is_new()
    {
        using TestPage page = await TestPage.Open(world.Address);
        await page.Do("""[]""");
        await page.Do("""{"step": 2}""");
        using TestPage other = await TestPage.Open(world.Address);
        JsonElement all = await other.Next("history");
        string chapter = all.GetProperty("chapter").GetString()!;
        long[] known = [.. all.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("number").GetInt64())];
        await page.Do("""{"set": {"MinOccupancy": 3}}""");
        await page.Do("""{"step": 2}""");
        string place = $$"""{"chapter": "{{chapter}}", "sample": {{known[^1]}}, "event": 0}""";
        using TestPage returned = await TestPage.Open(world.Address, since: place);
        JsonElement news = await returned.Next("history");
        Assert.All(news.GetProperty("samples").EnumerateArray(), sample => Assert.True(sample.GetProperty("number").GetInt64() > known[^1]));
        Assert.NotEmpty(news.GetProperty("samples").EnumerateArray());
        Assert.Equal("MinOccupancy = 3", news.GetProperty("events").EnumerateArray().Single().GetProperty("text").GetString());
        using TestPage stranger = await TestPage.Open(world.Address, since: place.Replace(chapter, "another", StringComparison.Ordinal));
        Assert.Equal(0, (await stranger.Next("history")).GetProperty("samples")[0].GetProperty("number").GetInt64());
    }

    /// <summary>A run that two pages steer repeats bit for bit from its recipe.</summary>
    [Fact]
    public async Task What_two_have_done_happens_again()
    {
        using TestPage ada = await TestPage.Open(world.Address, "Ada");
        using TestPage bob = await TestPage.Open(world.Address, "Bob");
        await ada.Do("""{"pause": false}""");
        for (int round = 0; round < 10; round++)
        {
            await Task.WhenAll(
                ada.Do($$"""{"set": {"MinOccupancy": {{1 + round % 5}} } }"""),
                bob.Do($$"""{"brush": {"tool": "paint", "species": 2, "from": [{{round}}, 1], "to": [4, 7], "radius": 1, "begins": true} }"""));
        }

        await bob.Do("""{"pause": true}""");
        string hash = world.Session.Ask(one => one.StateHash());
        Recipe recipe = await world.Session.World.Ask(one => one.Recipe);
        using ConfiguredWorld again = new(Devices.Open("cpu"), recipe);
        again.DoWhatIsDue();
        while (again.StepsTaken < recipe.Steps)
        {
            again.Step();
            again.DoWhatIsDue();
        }

        Assert.Equal(hash, again.World.StateHash());
    }

    /// <summary>Pages hear that the session is over, and why.</summary>
    [Fact]
    public async Task The_end_is_told()
    {
        using TestPage page = await TestPage.Open(world.Address);
        await page.Next("welcome");
        Task ending = Task.Run(() => world.Server.End("that was all"), TestContext.Current.CancellationToken);
        Assert.Equal("that was all", (await page.Next("ended")).GetString());
        await page.UntilClosed();
        Assert.Equal(WebSocketCloseStatus.NormalClosure, page.CloseStatus);
        page.Dispose();
        await ending;
    }

    /// <summary>Other sites' pages get no line.</summary>
    [Fact]
    public async Task Only_its_own_page_gets_a_line()
    {
        using TestPage own = await TestPage.Connect(world.Address, origin: world.Origin);
        await Assert.ThrowsAsync<WebSocketException>(() => TestPage.Connect(world.Address, origin: "https://evil.example"));
    }

    // A picture that was drawn before the page asked for another, or before the last step, may still be under way.
    private static async Task<(JsonElement Head, uint[] Codes)> NextOf(TestPage page, string layer, long step)
    {
        while (true)
        {
            (JsonElement head, uint[] codes, _) = await page.NextPicture();
            await page.HasShown(head);
            if (head.GetProperty("layer").GetString() == layer && head.GetProperty("step").GetInt64() == step)
            {
                return (head, codes);
            }
        }
    }

    // No picture comes before it.
    private static async Task<JsonElement> NextStateOnly(TestPage page)
    {
        while (true)
        {
            (JsonElement? text, byte[]? bytes) = await page.Receive();
            Assert.Null(bytes);
            if (text!.Value.TryGetProperty("state", out JsonElement state))
            {
                return state;
            }
        }
    }
}
