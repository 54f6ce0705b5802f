using GpuEcosystem.Discovery.Stores;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>Who works on what, in a database.</summary>
[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlClaimTests(PostgreSqlServer server) : ClaimContract
{
    private const string PlaceFile = "place";

    private readonly string name = $"{Guid.NewGuid():N}";

    protected override IRunStore Open(TimeSpan lease) => new StorePlace(server.PlaceOf(name), lease).Open();

    protected override void Age(Claim claim, int seconds) => server.Ask(
        $"update gpueco.run set until = now() + interval '{FolderStore.UsualLease.TotalSeconds - seconds} s' where experiment = '{name}' and token = '{claim.Token}'");

    protected override void Clear()
    {
    }

    /// <summary>And the database has a row for each.</summary>
    [Fact]
    public async Task Each_run_is_won_by_one_process()
    {
        using TemporaryFolder folder = new();
        folder.Write(PlaceFile, server.PlaceOf(name));
        await EachIsWonByOne(folder, Claim_all_runs);
        Assert.Equal((long)Runs + Processes, server.Ask($"select count(*) from gpueco.run where experiment = '{name}' and attempt = 1"));
    }

    /// <summary>What each process of the test above does.</summary>
    [Fact(Explicit = true)]
    public void Claim_all_runs() => ClaimAll(
        shared => new StorePlace(File.ReadAllText(Path.Combine(shared, PlaceFile)), FolderStore.UsualLease).Open());
}
