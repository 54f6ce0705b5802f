using System.Net.Http.Headers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Tests.Web.Sockets;
using GpuEcosystem.Viewer.Windowing;
using GpuEcosystem.Web;
using GpuEcosystem.Web.Listening;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>A world in a window and on pages.</summary>
[Collection("viewer")]
public class ServedWindowTests
{
    /// <summary>What a window, two pages and a script do to one world is in its recipe, with who did it, and makes the same bits again.</summary>
    [Fact]
    public async Task All_steer_one_world_whose_recipe_repeats_it()
    {
        using ViewerSession session = new();
        using WorldServer server = WorldServer.Open(session.Viewer.World, new ServerOptions(Port: 0));
        session.Pause();
        using TestPage ada = await Wait(session, TestPage.Open(server.Address, "Ada"));
        using TestPage bob = await Wait(session, TestPage.Open(server.Address, "Bob"));
        Assert.Null(await Wait(session, ada.Do(
            """{"brush": {"tool": "wall", "species": 1, "from": [5, 20], "to": [30, 20], "radius": 1, "begins": true}}""")));
        session.Press(Key.N);
        session.Until(() => session.Viewer.World.StepsTaken > 0, "a step of the window's");
        Assert.Null(await Wait(session, bob.Do("""{"set": {"Dropout": 0.1}}""")));
        Assert.Null(await Wait(session, ada.Do("""{"step": 3}""")));
        await Wait(session, Post(server.Address, """[{"seeds": {"species": 2, "count": 5, "at": [10, 10], "radius": 4}}, {"step": 2}]"""));
        session.Press(Key.R);
        Assert.Null(await Wait(session, bob.Do("""{"step": 4}""")));
        (Recipe recipe, string hash) = await Wait(session, session.Viewer.World.Ask(world => (world.Recipe, world.World.StateHash())));
        Assert.Equal(["Ada", "Ada", "Bob", "script", "script", "window"], recipe.Actions.Select(action => action.By));

        using ConfiguredWorld again = new(Devices.Open("cpu"), Recipe.Read(recipe.ToJson(), "recipe"));
        while (again.StepsTaken < recipe.Steps)
        {
            again.Step();
        }

        again.DoWhatIsDue();
        Assert.Equal(hash, again.World.StateHash());
    }

    private static async Task<string> Post(ServerAddress address, string commands)
    {
        using HttpClient client = new();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Token);
        using StringContent content = new(commands);
        using HttpResponseMessage answer = await client.PostAsync(
            new Uri(FormattableString.Invariant($"http://127.0.0.1:{address.Port}/api/commands")), content);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    // While the window goes on drawing, on the thread that has its context.
    private static Task<T> Wait<T>(ViewerSession session, Task<T> answer)
    {
        session.Until(() => answer.IsCompleted, "an answer");
        return answer;
    }
}
