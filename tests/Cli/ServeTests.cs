using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using GpuEcosystem.Cli;
using GpuEcosystem.Engine.Recipes;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>The verb <c>serve</c> says where its page is, and ends when it is asked to.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Programs read one line, steer by it, and find what was done in the recipe.</summary>
    [Fact]
    public async Task It_serves_until_somebody_stops_it()
    {
        string recipe = folder["recipe.json"];
        using CancellationTokenSource interruption = new();
        using LineWriter output = new();
        using StringWriter error = new();
        Task<int> serving = Task.Run(() => CommandLine.Run(
            [
                "serve", "--preset", "small", "--size", "32", "--device", "cpu", "--json", "--port", "0", "--save-recipe", recipe,
                "--checkpoints", folder["checkpoints"], "--autosave", "0",
            ],
            output,
            error,
            interruption.Token), TestContext.Current.CancellationToken);
        JsonElement address = JsonSerializer.Deserialize<JsonElement>(
            await output.FirstLine.WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken));
        string token = address.GetProperty("token").GetString()!;
        string origin = FormattableString.Invariant($"http://127.0.0.1:{address.GetProperty("port").GetInt32()}");
        Assert.Equal($"{origin}/?token={token}", address.GetProperty("url").GetString());
        Assert.Equal($"{origin}/?token={address.GetProperty("watchToken").GetString()}", address.GetProperty("watchUrl").GetString());
        Assert.NotEqual(token, address.GetProperty("watchToken").GetString());

        using HttpClient client = new();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using StringContent commands = new("[{\"pause\": true}, {\"set\": {\"MinOccupancy\": 3}}]");
        using HttpResponseMessage answer = await client.PostAsync($"{origin}/api/commands", commands, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await interruption.CancelAsync();
        Assert.Equal(128, await serving.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Contains("stopped after", error.ToString(), StringComparison.Ordinal);
        Assert.IsType<ChangeParameters>(Assert.Single(Recipe.Load(recipe).Actions).Action);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(origin, TestContext.Current.CancellationToken));
    }

    /// <summary>A place where nobody can listen is one line.</summary>
    [Fact]
    public void It_says_why_it_cannot_listen()
    {
        using TcpListener taken = new(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        string port = FormattableString.Invariant($"{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}");
        (string[] Options, string Reason)[] cases =
        [
            (["--port", port], $"port {port} is in use; take another with --port, or 0 for one that is free"),
            (["--port", "70000"], "--port must be at most 65535; 70000 is not"),
            (["--port", "0", "--host", "203.0.113.7"], "this machine does not have the address 203.0.113.7"),
            (["--port", "0", "--host", "no such name"], "--host takes an address or a name of this machine; 'no such name' is neither"),
            (["--port", "0", "--certificate", folder.Write("a.pem", "nothing")], "is no certificate that a server can show"),
            (["--certificate-key", "a.pem"], "--certificate-key needs --certificate"),
        ];
        Assert.All(cases, one =>
        {
            Invocation result = Invocation.Of(["serve", "--preset", "small", "--size", "32", "--device", "cpu", "--no-open", .. one.Options]);
            Assert.Equal(2, result.ExitCode);
            Assert.Equal("", result.Output);
            Assert.Contains(one.Reason, result.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        });
    }

    /// <summary>Tells when the first line is there.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstLine => first.Task;

        public override void WriteLine(string? value) => first.TrySetResult(value ?? "");
    }
}
