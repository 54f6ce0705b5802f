using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Tests.Sessions;
using Xunit;

namespace GpuEcosystem.Tests.Web.Api;

/// <summary>The world over HTTP.</summary>
public sealed class ApiTests : IDisposable
{
    private readonly ServedWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>What is told of the world is so.</summary>
    [Fact]
    public async Task The_world_is_described()
    {
        JsonElement stepped = await world.Command("{\"step\": 3}");
        Assert.Equal((true, 3), (stepped.GetProperty("done").GetBoolean(), stepped.GetProperty("step").GetInt32()));
        JsonElement told = await world.GetJson("/api/world");
        Assert.Equal(3, told.GetProperty("step").GetInt32());
        Assert.Equal((11, 9), (told.GetProperty("width").GetInt32(), told.GetProperty("height").GetInt32()));
        Assert.Equal(3, told.GetProperty("species").GetInt32());
        Assert.Equal(4, told.GetProperty("populations").GetArrayLength());
        Assert.True(told.GetProperty("paused").GetBoolean());
        Assert.Equal(world.Session.Ask(one => one.StateHash()), told.GetProperty("stateHash").GetString());
    }

    /// <summary>A picture is the one that <c>run --image</c> writes.</summary>
    [Theory]
    [InlineData("", "territory", 46)]
    [InlineData("?layer=aliveness:2&scale=3", "aliveness:2", 3)]
    public async Task Pictures_are_those_of_run(string query, string layer, int enlargement)
    {
        await world.Command("{\"step\": 2}");
        using HttpResponseMessage answer = await world.Get($"/api/picture.png{query}");
        byte[] png = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        byte[] expected = world.Session.Ask(one =>
        {
            PictureStyle style = HeadlessSession.Style with { Layer = one.Rules.ParseLayer("layer", layer, one.Parameters) };
            using MemoryStream file = new();
            Picture.WritePng(file, style.Read(one, style.Frame(one.Parameters)), style.Frame(one.Parameters), new PictureScale(enlargement, 1));
            return file.ToArray();
        });
        Assert.Equal(expected, png);
    }

    /// <summary>What cannot be is refused in a line, with the status that says whose fault it is.</summary>
    [Theory]
    [InlineData("/api/picture.png?layer=none", HttpStatusCode.BadRequest, "there is no layer 'none'")]
    [InlineData("/api/picture.png?scale=1000", HttpStatusCode.BadRequest, "scale is S or 1/S")]
    [InlineData("/api/picture.png?world=2", HttpStatusCode.BadRequest, "world needs a number from 1 to 1")]
    [InlineData("/api/world.petri", HttpStatusCode.Conflict, "")]
    [InlineData("/api/checkpoints/run9-000000.eco", HttpStatusCode.NotFound, "there is nothing of that name here")]
    public async Task What_is_wrong_is_said(string path, HttpStatusCode status, string reason)
    {
        using HttpResponseMessage answer = await world.Get(path);
        Assert.Equal(status, answer.StatusCode);
        string line = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString()!;
        Assert.StartsWith(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }

    /// <summary>Commands are answered one by one, and one that is refused keeps nobody from the next.</summary>
    [Fact]
    public async Task A_list_is_answered_by_a_list()
    {
        JsonElement answers = await world.Command("[{\"step\": 2}, {\"nonsense\": 1}, {\"set\": {\"MinOccupancy\": 3}}, {\"restore\": \"x\"}, {\"open\": \"/etc/passwd\"}]");
        Assert.Equal([true, false, true, false, false], answers.EnumerateArray().Select(one => one.GetProperty("done").GetBoolean()));
        Assert.Contains("nonsense", answers[1].GetProperty("refusal").GetString(), StringComparison.Ordinal);
        Assert.Contains("/api/worlds", answers[4].GetProperty("refusal").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, answers[2].GetProperty("refusal").ValueKind);
        Assert.All(answers.EnumerateArray(), one => Assert.Equal(2, one.GetProperty("step").GetInt32()));
        JsonElement values = await world.GetJson("/api/values");
        Assert.Equal("3", values.GetProperty("MinOccupancy").GetProperty("all").GetString());
    }

    /// <summary>What is no JSON, or too much of it, is refused.</summary>
    [Fact]
    public async Task Bodies_are_short_and_json()
    {
        using HttpResponseMessage broken = await world.Post("/api/commands", "{\"pause\": tr");
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        using HttpResponseMessage large = await world.Post("/api/commands", $"[\"{new string('x', 2 << 20)}\"]");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    /// <summary>A world that is downloaded comes back to the last bit.</summary>
    [Fact]
    public async Task A_file_goes_there_and_back()
    {
        await world.Command("[{\"step\": 3}, {\"keep\": true}]");
        string hash = world.Session.Ask(one => one.StateHash());
        foreach (string path in (string[])["/api/world.eco", "/api/checkpoints/run1-000003.eco"])
        {
            using HttpResponseMessage download = await world.Get(path);
            byte[] file = await download.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            await world.Command("{\"step\": 2}");
            Assert.NotEqual(hash, world.Session.Ask(one => one.StateHash()));
            using HttpRequestMessage upload = world.Request(HttpMethod.Post, "/api/worlds?name=..%2Fa%20b.eco");
            upload.Content = new ByteArrayContent(file);
            using HttpResponseMessage opened = await world.Send(upload);
            Assert.True((await opened.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("done").GetBoolean());
            Assert.Equal(hash, world.Session.Ask(one => one.StateHash()));
        }

        Assert.Contains("opened ab.eco", world.Session.World.Snapshot.Events.Select(e => e.Text));
        using HttpResponseMessage thumbnail = await world.Get("/api/checkpoints/run1-000003.png");
        Assert.Equal(HttpStatusCode.OK, thumbnail.StatusCode);
        using HttpResponseMessage damaged = await world.Post("/api/worlds?name=a.eco", "no world");
        Assert.False((await damaged.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("done").GetBoolean());
        using HttpResponseMessage unknown = await world.Post("/api/worlds?name=a.exe", "no world");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    /// <summary>The recipe says what was done, and by whom.</summary>
    [Fact]
    public async Task The_recipe_repeats_the_world()
    {
        await world.Command("[{\"step\": 2}, {\"set\": {\"MinOccupancy\": 3}}, {\"step\": 2}]");
        using HttpResponseMessage answer = await world.Get("/api/recipe.json");
        Recipe recipe = Recipe.Read(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "the answer");
        using ConfiguredWorld repeated = new(Devices.Open("cpu"), recipe);
        for (int step = 0; step < 4; step++)
        {
            repeated.Step();
        }

        Assert.Equal(world.Session.Ask(one => one.StateHash()), repeated.World.StateHash());
    }

    /// <summary>The table has a line for each observation.</summary>
    [Fact]
    public async Task Metrics_are_a_table()
    {
        await world.Command("{\"step\": 2}");
        using HttpResponseMessage answer = await world.Get("/api/metrics.csv");
        string[] lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n');
        Assert.Equal(
            "step,territoryShare.sun,territoryShare.species1,territoryShare.species2,territoryShare.species3,normalizedEntropy,loss", lines[0]);
        Assert.All(lines[1..], line => Assert.Equal(7, line.Split(',').Length));
        Assert.StartsWith("0,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2,", lines[^1], StringComparison.Ordinal);
    }

    /// <summary>The server describes itself, every path with a line that says what it is for.</summary>
    [Fact]
    public async Task The_interface_is_described()
    {
        JsonElement paths = (await world.GetJson("/api/openapi.json")).GetProperty("paths");
        Assert.Superset(
            new HashSet<string>
            {
                "/api/world", "/api/picture.png", "/api/metrics.csv", "/api/world.eco", "/api/world.petri", "/api/recipe.json", "/api/link",
                "/api/commands", "/api/worlds", "/api/checkpoints", "/api/checkpoints/{file}", "/api/recordings/{file}", "/api/presets",
                "/api/parameters",
            },
            paths.EnumerateObject().Select(path => path.Name).ToHashSet());
        Assert.All(
            paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()),
            method => Assert.NotEmpty(method.Value.GetProperty("summary").GetString()!));
        Assert.NotEmpty((await world.GetJson("/api/presets")).GetProperty("presets").EnumerateArray());
        Assert.Contains((await world.GetJson("/api/layers")).EnumerateArray(), layer => layer.GetProperty("name").GetString() == Layer.Territory.Name);
    }
}
