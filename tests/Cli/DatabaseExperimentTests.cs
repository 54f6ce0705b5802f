using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Tests.Discovery.Stores;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Experiments in a database, as users meet them.</summary>
[Collection(nameof(PostgreSqlServer))]
public sealed class DatabaseExperimentTests(PostgreSqlServer server) : IDisposable
{
    private const string Name = "edge";

    private static readonly string[] Search =
    [
        "evolve", "--preset", "small", "--size", "16", "--device", "cpu", "--burn-in", "30", "--frames", "3", "--every", "5", "--lanes", "1",
        "--vary", "GrowthGateSteepness=2..30:log", "--axis", "borders:8", "--trials", "12", "--window", "6", "--seeds", "2", "--json",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// The server is killed under two workers' hands and comes back; they go on, and come to the archive of a folder. What was found can be
    /// looked at by a user with a password, who never sees it again.
    /// </summary>
    [Fact]
    public async Task A_server_that_is_killed_changes_nothing()
    {
        string place = server.PlaceOf(Name);
        server.Ask("select 1");
        Task<Invocation>[] workers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Run(place, Search)))];
        while (Outcomes < 4 || Count("distinct worker") < 2)
        {
            Assert.DoesNotContain(workers, worker => worker.IsCompleted);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        server.Kill();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        server.Start();
        int atRestart = Outcomes;
        Assert.InRange(atRestart, 4, 23);
        Invocation[] ends = await Task.WhenAll(workers);
        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Error));
        Assert.Contains(ends, end => end.Error.Contains($"cannot use the database '{place}'", StringComparison.Ordinal));
        Assert.Equal(24, Outcomes);
        Invocation alone = Invocation.Of([.. Search, "--out", folder["alone"]]);
        string hash = (string)alone.Json["archiveHash"]!;
        Assert.All(ends, end => Assert.Equal(hash, (string)end.Json["archiveHash"]!));

        LookAsCarefulUser(hash);
        Invocation page = Invocation.Of("archive", place, "--report", "--to", folder["page"], "--device", "cpu");
        Assert.True(page.ExitCode == 0, page.Error);
        Assert.True(File.Exists(Path.Combine(folder["page"], "report", "index.html")));
        Assert.Contains("give --to DIR", Invocation.Of("archive", place, "--report").Error, StringComparison.Ordinal);
        Assert.Contains($"gpueco archive '{place}' --report --to DIR", Invocation.Of("archive", place).Output, StringComparison.Ordinal);
    }

    /// <summary>Neither a place nor a password that cannot be is repeated where others may see it.</summary>
    [Fact]
    public void A_password_in_a_command_is_refused()
    {
        Invocation result = Invocation.Of("worker", "postgres://me:secret@host/db?experiment=x");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'postgres://me@host/db?experiment=x' was given with a password", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    private int Outcomes => Count("outcome");

    private int Count(string what) => server.Ask("select to_regclass('gpueco.run')::text") is DBNull
        ? 0
        : (int)(long)server.Ask($"select count({what}) from gpueco.run where experiment like '{Name}%'")!;

    private static Invocation Run(string place, params string[] arguments) =>
        ProgramProcess.Run(new Dictionary<string, string?> { [StorePlace.Variable] = place }, arguments);

    private void LookAsCarefulUser(string hash)
    {
        string password = PostgreSqlServer.Password;
        server.Ask($"drop role if exists careful; create role careful login password '{password}'");
        server.Ask("grant usage on schema gpueco to careful; grant select on all tables in schema gpueco to careful");
        string place = server.PlaceOf(Name, "careful");
        string full = place.Replace("careful@", $"careful:{Uri.EscapeDataString(password)}@", StringComparison.Ordinal);
        Invocation found = Run(full, "archive", place, "--json");
        Assert.True(found.ExitCode == 0, found.Error);
        Assert.Equal(hash, (string)found.Json["archiveHash"]!);

        Invocation refused = Run(full.Replace("word", "w0rd", StringComparison.Ordinal), "archive");
        Assert.Equal(2, refused.ExitCode);
        Assert.Equal($"gpueco: cannot use the database '{place}': password authentication failed for user \"careful\"\n", refused.Error);
        server.Ask("drop owned by careful; drop role careful");
    }
}
