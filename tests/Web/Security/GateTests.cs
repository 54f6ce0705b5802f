using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace GpuEcosystem.Tests.Web.Security;

/// <summary>Who is let in, and what everybody is told besides.</summary>
public sealed class GateTests : IDisposable
{
    private readonly ServedWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>A name that leads here, but is not this server's, is somebody else's trick; a port may be a tunnel's.</summary>
    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example:PORT", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost:1", HttpStatusCode.OK)]
    [InlineData("127.0.0.1.evil.example:PORT", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost:PORT", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:PORT", HttpStatusCode.OK)]
    public async Task Only_its_own_names_are_answered(string host, HttpStatusCode expected)
    {
        using HttpRequestMessage request = world.Request(HttpMethod.Get, "/api/world");
        request.Headers.Host = WithPort(host);
        using HttpResponseMessage answer = await world.Send(request);
        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain("evil", string.Join(' ', answer.Headers.SelectMany(header => header.Value)), StringComparison.Ordinal);
    }

    /// <summary>Pages of others ask for nothing here, whatever cookies their visitors have.</summary>
    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData("https://127.0.0.1:PORT", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:PORT", HttpStatusCode.OK)]
    public async Task Only_its_own_page_may_ask(string origin, HttpStatusCode expected)
    {
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            using HttpRequestMessage request = world.Request(method, method == HttpMethod.Get ? "/api/world" : "/api/commands");
            request.Content = method == HttpMethod.Post ? new StringContent("{\"pause\": true}") : null;
            request.Headers.Add("Origin", WithPort(origin));
            using HttpResponseMessage answer = await world.Send(request);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    /// <summary>Browsers leave the origin out where a page only shows something; they say so otherwise.</summary>
    [Theory]
    [InlineData("same-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "navigate", HttpStatusCode.OK)]
    [InlineData("same-origin", "cors", HttpStatusCode.OK)]
    [InlineData("none", "navigate", HttpStatusCode.OK)]
    public async Task Other_pages_may_lead_here_and_no_more(string site, string mode, HttpStatusCode expected)
    {
        using HttpRequestMessage request = world.Request(HttpMethod.Get, "/api/world");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", mode);
        using HttpResponseMessage answer = await world.Send(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>Without a token nothing is told, in one line for programs and in one for people.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task A_token_is_needed(string? token)
    {
        using HttpResponseMessage answer = await world.Get("/api/world", token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        JsonElement said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains("token", said.GetProperty("error").GetString(), StringComparison.Ordinal);
        using HttpResponseMessage page = await world.Get($"/?token={token}", token: null);
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.False(page.Headers.Contains("Set-Cookie"));
    }

    /// <summary>Who comes by the printed address sees the page at once and needs the address no more.</summary>
    [Fact]
    public async Task The_address_is_exchanged_for_a_cookie()
    {
        using HttpResponseMessage page = await world.Get($"/?token={world.Address.WatchToken}", token: null);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("the page", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        string[] parts = page.Headers.GetValues("Set-Cookie").Single().Split("; ");
        Assert.Equal(
            [FormattableString.Invariant($"gpueco-{world.Address.Port}={world.Address.WatchToken}"), "path=/", "samesite=strict", "httponly"], parts);

        Assert.Equal(HttpStatusCode.OK, await WithCookie(parts[0], HttpMethod.Get, "/api/world"));
        Assert.Equal(HttpStatusCode.Forbidden, await WithCookie(parts[0], HttpMethod.Post, "/api/commands"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookie(parts[0].Replace("gpueco-", "gpueco-1", StringComparison.Ordinal), HttpMethod.Get, "/api/world"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookie(parts[0], HttpMethod.Get, "/api/world", token: "wrong"));
    }

    /// <summary>Who only watches changes nothing.</summary>
    [Fact]
    public async Task Watchers_do_not_steer()
    {
        string before = world.Session.Ask(one => one.StateHash());
        using HttpResponseMessage command = await world.Post("/api/commands", "{\"step\": 1}", "watch");
        Assert.Equal(HttpStatusCode.Forbidden, command.StatusCode);
        using HttpResponseMessage file = await world.Post("/api/worlds?name=a.eco", "", "watch");
        Assert.Equal(HttpStatusCode.Forbidden, file.StatusCode);
        using HttpResponseMessage picture = await world.Get("/api/picture.png", "watch");
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        Assert.Equal(before, world.Session.Ask(one => one.StateHash()));
    }

    /// <summary>Browsers are told to keep to this server, whatever a page of it should ever hold.</summary>
    [Fact]
    public async Task Browsers_are_told_to_be_careful()
    {
        using HttpResponseMessage page = await world.Get("/");
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal(
            FormattableString.Invariant(
                $"default-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws://127.0.0.1:{world.Address.Port}; style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"),
            policy);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
        using HttpResponseMessage answer = await world.Get("/api/world");
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    /// <summary>Nothing of the machine's files is found under a name that leads out.</summary>
    [Theory]
    [InlineData("/../../etc/passwd")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/checkpoints/..%2f..%2fetc%2fpasswd.eco")]
    [InlineData("/api/checkpoints/%2fetc%2fpasswd.png")]
    [InlineData("/api/recordings/..%2fcheckpoints%2frun1-000000.eco")]
    [InlineData("/api/recordings/%2fetc%2fpasswd")]
    [InlineData("/api/nothing")]
    [InlineData("/page.js")]
    public async Task Names_lead_nowhere_else(string path)
    {
        await world.Command("{\"keep\": true}");
        using HttpResponseMessage answer = await world.Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private string WithPort(string text) =>
        text.Replace("PORT", FormattableString.Invariant($"{world.Address.Port}"), StringComparison.Ordinal);

    private async Task<HttpStatusCode> WithCookie(string cookie, HttpMethod method, string path, string? token = null)
    {
        using HttpRequestMessage request = world.Request(method, path, token);
        request.Content = method == HttpMethod.Post ? new StringContent("{\"pause\": true}") : null;
        request.Headers.Add("Cookie", cookie);
        using HttpResponseMessage answer = await world.Send(request);
        return answer.StatusCode;
    }
}
