using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Tests.Discovery.Outcomes;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>A store in a database: what it does if asked by many, if damaged, and if it cannot be used.</summary>
[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlStoreTests(PostgreSqlServer server) : KeepingContract
{
    private static readonly RunKey run = new(123, 1);

    private readonly string name = $"{Guid.NewGuid():N}";

    protected override IRunStore Open() => new StorePlace(server.PlaceOf(name), FolderStore.UsualLease).Open();

    protected override void Clear()
    {
    }

    /// <summary>The tables are made once, though all make them.</summary>
    [Fact]
    public void Many_can_begin_at_once()
    {
        server.Ask("drop schema if exists gpueco cascade");
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Open().Dispose());
        Assert.Equal(4L, server.Ask("select count(*) from information_schema.tables where table_schema = 'gpueco'"));
    }

    /// <summary>Experiments of one database know nothing of each other, nor of the searches that lie beside.</summary>
    [Fact]
    public void One_database_holds_many_experiments()
    {
        using IRunStore store = Open();
        StorePlace place = new(server.PlaceOf($"{name}2"), FolderStore.UsualLease);
        using IRunStore second = place.Open();
        using IRunStore beside = place.OpenBeside("random");
        Assert.Equal(server.PlaceOf($"{name}2/random"), beside.Place);
        Assert.All((IRunStore[])[store, second, beside], one => Assert.True(one.Complete(SampleOutcome.Of(run, one.Place))));
        Assert.All((IRunStore[])[store, second, beside], one => Assert.Equal(one.Place, one.Find(run)!.Worker));
    }

    /// <summary>Whoever asks for one outcome after another has twice as many of the next ones each time, and need not ask for them.</summary>
    [Fact]
    public void Whoever_catches_up_asks_seldom()
    {
        using IRunStore store = Open();
        for (int trial = 0; trial < 40; trial++)
        {
            store.Complete(SampleOutcome.Of(new RunKey(trial, 0)));
        }

        using IRunStore late = Open();
        Assert.All(Enumerable.Range(0, 16), trial => Assert.NotNull(late.Find(new RunKey(trial, 0))));
        server.Ask($"delete from gpueco.run where experiment = '{name}'");
        Assert.Equal(Enumerable.Range(16, 15), Enumerable.Range(16, 24).Where(trial => late.Find(new RunKey(trial, 0)) is not null));
    }

    /// <summary>What is kept and is none is named with its place, in one line.</summary>
    [Fact]
    public void Damage_is_named()
    {
        using IRunStore store = Open();
        store.Complete(SampleOutcome.Of(run));
        server.Ask($"update gpueco.run set outcome = '{{}}' where experiment = '{name}'");
        Assert.StartsWith($"{store.Place}, run {run}: ", Assert.Throws<UserException>(() => store.Find(run)).Message);
    }

    /// <summary>A file that is too large is not even read.</summary>
    [Fact]
    public void A_world_that_no_database_takes_is_refused()
    {
        using IRunStore store = Open();
        UserException refusal = Assert.Throws<UserException>(() => store.KeepWorld(run, WorldStage.Ended, path =>
        {
            using FileStream file = File.Create(path);
            file.SetLength(PostgreSqlStore.LargestWorld + 1);
        }));
        Assert.Equal($"the world of run {run} has 1000000001 bytes, and a database takes 1000000000; keep the experiment in a folder", refusal.Message);
    }

    /// <summary>The server is not there, or the user is not let in: one line, which may be over soon, and without the password.</summary>
    [Fact]
    public void What_cannot_be_reached_is_named_without_its_password()
    {
        server.Ask($"drop role if exists careful; create role careful login password '{PostgreSqlServer.Password}'");
        UserException refusal = Assert.Throws<UserException>(() => new StorePlace(server.PlaceOf(name, "careful"), FolderStore.UsualLease).Open());
        Assert.StartsWith($"cannot use the database '{server.PlaceOf(name, "careful")}': ", refusal.Message);
        Assert.Contains("password", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', refusal.Message);

        DatabaseAddress nowhere = DatabaseAddress.Parse($"postgres://me:secret@127.0.0.1:1/db?experiment=x", "it");
        UserException away = Assert.Throws<UserException>(() => PostgreSqlStore.Open(nowhere, FolderStore.UsualLease));
        Assert.StartsWith("cannot use the database 'postgres://me@127.0.0.1:1/db?experiment=x': Failed to connect to 127.0.0.1:1", away.Message);
        Assert.True(StoreAwayException.MayBeOverSoon(away));
        Assert.DoesNotContain("secret", away.ToString(), StringComparison.Ordinal);
    }
}
