using System.Net.WebSockets;
using System.Text.Json;
using Xunit;

namespace GpuEcosystem.Tests.Web.Sockets;

/// <summary>Pages that mean no good, or have fallen asleep, trouble nobody else.</summary>
public sealed class HostilePageTests : IDisposable
{
    private static readonly string[] nonsense =
    [
        "", "{", "[]", "null", "7", "\"hello\"", "{}", "{\"hello\": 1}", "{\"hello\": {\"name\": null, \"since\": null}}", "{\"view\": {}}",
        "{\"view\": {\"layer\": 1}}", "{\"shown\": \"x\"}", "{\"shown\": 1e99}", "{\"id\": 1}", "{\"do\": {}}", "{\"name\": []}",
        "{\"view\": {\"layer\": \"territory\", \"palette\": \"vivid\", \"world\": \"1\", \"region\": [0, 0, -1, 9], \"block\": 1, \"pointer\": null, \"framesPerSecond\": 30}}",
        "{\"view\": {\"layer\": \"territory\", \"palette\": \"vivid\", \"world\": \"1\", \"region\": [0, 0, 9], \"block\": 0, \"pointer\": null, \"framesPerSecond\": 30}}",
        "{\"what\": 1}", new string('[', 1000), "{\"name\": \"\\ud800\"}",
    ];

    private readonly ServedWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>10,000 messages without sense: each page is told, then left, and others notice nothing.</summary>
    [Fact]
    public async Task Nonsense_is_not_listened_to_for_ever()
    {
        using TestPage other = await TestPage.Open(world.Address);
        const int pages = 100;
        const int each = 100;
        for (int round = 0; round < pages; round++)
        {
            using TestPage page = await TestPage.Open(world.Address);
            for (int i = 0; i < each; i++)
            {
                await page.Say(nonsense[(round + i) % (nonsense.Length - 1)]);
            }

            if (round == 0)
            {
                Assert.True((await page.Next("notice")).GetProperty("warning").GetBoolean());
            }

            await page.UntilClosed();
            Assert.Equal(WebSocketCloseStatus.PolicyViolation, page.CloseStatus);
        }

        Assert.Null(await other.Do("""{"step": 1}"""));
        world.Session.Until(() => world.Session.World.StepsTaken == 1, "a step");
        using TestPage last = await TestPage.Open(world.Address);
        while ((await last.Next("people")).GetArrayLength() > 2)
        {
            // The last of them is still being left.
        }
    }

    /// <summary>Sense among nonsense is heard.</summary>
    [Fact]
    public async Task Sense_is_heard()
    {
        using TestPage page = await TestPage.Open(world.Address);
        foreach (string message in nonsense)
        {
            await page.Say(message);
        }

        Assert.Null(await page.Do("""{"step": 1}"""));
    }

    /// <summary>A message that no page has to say ends its line.</summary>
    [Fact]
    public async Task Messages_are_short()
    {
        using TestPage page = await TestPage.Open(world.Address);
        await page.Say($$"""{"name": "{{new string('x', 70_000)}}"}""");
        await page.UntilClosed();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, page.CloseStatus);
    }

    /// <summary>Who does not say hello is not let in.</summary>
    [Fact]
    public async Task Hello_comes_first()
    {
        using TestPage page = await TestPage.Connect(world.Address);
        await page.Show("territory");
        await page.UntilClosed();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, page.CloseStatus);
    }

    /// <summary>A page that asks and asks, and never listens, is not answered without end, and nobody waits for it.</summary>
    [Fact]
    public async Task A_page_that_does_not_listen_waits_alone()
    {
        using TestPage deaf = await TestPage.Open(world.Address);
        await deaf.Show("territory");
        await deaf.Say("""{"id": 1, "do": {"pause": false}}""");
        Task flood = Flood(deaf);
        using TestPage other = await TestPage.Open(world.Address);
        await other.Show("territory");
        for (int picture = 0; picture < 30; picture++)
        {
            (JsonElement head, _, _) = await other.NextPicture();
            await other.HasShown(head);
        }

        deaf.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => flood);
        Assert.Null(await other.Do("""{"pause": true}"""));
    }

    private static async Task Flood(TestPage page)
    {
        while (true)
        {
            await page.Say("""{"id": 2, "do": {"pace": "as fast as it can"}}""");
        }
    }
}
