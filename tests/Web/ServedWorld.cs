using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Sessions;
using GpuEcosystem.Web;
using GpuEcosystem.Web.Files;
using GpuEcosystem.Web.Listening;

namespace GpuEcosystem.Tests.Web;

/// <summary>A small world that waits, and a server on it that really listens.</summary>
internal sealed class ServedWorld : IDisposable
{
    // Cookies are the tests' own.
    private readonly HttpClient client = new(new HttpClientHandler { UseCookies = false });

    public ServedWorld(WorldParameters? parameters = null)
    {
        Session = new HeadlessSession(new ConfiguredWorld(Devices.Open("cpu"), new RunConfiguration(parameters ?? LearningWorlds.Tiny, [], [])));
        Session.World.Send(new SetPause(true));
        Session.World.Send(new SetPace(Pace.All[^1]));
        Server = WorldServer.Open(Session.World, new ServerOptions(Port: 0), new PageFiles(new Dictionary<string, PageFile>
        {
            ["index.html"] = new PageFile("index.html", Encoding.UTF8.GetBytes("<!doctype html><title>the page</title>")),
        }));
        Session.World.Start();
    }

    public HeadlessSession Session { get; }

    public WorldServer Server { get; }

    public ServerAddress Address => Server.Address;

    /// <summary>The server's own address, such as <c>http://127.0.0.1:1234</c>.</summary>
    public string Origin => FormattableString.Invariant($"http://127.0.0.1:{Address.Port}");

    /// <summary>A request of somebody who may steer, unless another token, or none, is given.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, string? token = "steer")
    {
        HttpRequestMessage request = new(method, Origin + path);
        string? shown = token == "steer" ? Address.Token : token == "watch" ? Address.WatchToken : token;
        request.Headers.Authorization = shown is null ? null : new AuthenticationHeaderValue("Bearer", shown);
        return request;
    }

    public async Task<HttpResponseMessage> Send(HttpRequestMessage request) => await client.SendAsync(request);

    public async Task<HttpResponseMessage> Get(string path, string? token = "steer") => await Send(Request(HttpMethod.Get, path, token));

    public async Task<JsonElement> GetJson(string path)
    {
        using HttpResponseMessage answer = await Get(path);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpResponseMessage> Post(string path, string body, string? token = "steer")
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, path, token);
        request.Content = new StringContent(body);
        return await Send(request);
    }

    /// <summary>What came of a command.</summary>
    public async Task<JsonElement> Command(string json)
    {
        using HttpResponseMessage answer = await Post("/api/commands", json);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    public void Dispose()
    {
        Server.Dispose();
        Session.Dispose();
        client.Dispose();
    }
}
