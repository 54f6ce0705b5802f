using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Tests.Discovery.Outcomes;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>Who works on what, in a folder: one at a time, for as long as they say so.</summary>
public sealed class FolderClaimTests : IDisposable
{
    private const int Processes = 4;
    private const int Runs = 500;

    private static readonly RunKey run = new(123, 1);

    private readonly TemporaryFolder folder = new();
    private readonly FolderStore store;
    private readonly FolderStore other;

    public FolderClaimTests()
    {
        store = FolderStore.Open(folder.Path);
        other = FolderStore.Open(folder.Path);
    }

    public void Dispose()
    {
        store.Dispose();
        other.Dispose();
        folder.Dispose();
    }

    /// <summary>Each process wants every run, all at the same time.</summary>
    [Fact]
    public async Task Each_run_is_won_by_one_process()
    {
        await OwnProcesses.Run(folder.Path, Processes, Claim_all_runs);
        string[][] won = [.. Enumerable.Range(0, Processes).Select(number => File.ReadAllLines(folder[$"won-{number}"]))];
        Assert.All(won, runs => Assert.NotEmpty(runs));
        Assert.Equal(
            Enumerable.Range(0, Runs).Select(trial => $"{new RunKey(trial, 0)}").Order(StringComparer.Ordinal),
            won.SelectMany(runs => runs).Order(StringComparer.Ordinal));
        Assert.Equal(Runs, Directory.GetFiles(folder["claims/00"]).Length);
    }

    /// <summary>What each process of the test above does.</summary>
    [Fact(Explicit = true)]
    public void Claim_all_runs()
    {
        (string shared, int number) = OwnProcesses.Begin();
        using FolderStore mine = FolderStore.Open(shared);
        IEnumerable<Claim> claims = Enumerable.Range(0, Runs)
            .Select(trial => mine.TryClaim(new RunKey(trial, 0), $"{number}"))
            .OfType<Claim>();
        File.WriteAllLines(Path.Combine(shared, $"won-{number}"), [.. claims.Select(claim => $"{claim.Run}")]);
    }

    /// <summary>The file's name can be computed, and what it holds says whom to ask.</summary>
    [Fact]
    public void A_claim_is_a_file_that_says_whose_it_is()
    {
        Claim claim = Taken(store.TryClaim(run, "me"));
        Assert.Equal((run, 1, 0), (claim.Run, claim.Attempt, claim.Lost));
        Assert.Equal(
            $$"""{"worker":"me","host":"{{Environment.MachineName}}","pid":{{Environment.ProcessId}},"token":"{{claim.Token}}"}""" + "\n",
            File.ReadAllText(folder["claims/00/000123.1.1"]));
        Assert.NotEqual(claim.Token, Taken(store.TryClaim(new RunKey(123, 0), "me")).Token);
    }

    /// <summary>Neither who has it nor anybody else can take on what is in somebody's hands, or done.</summary>
    [Fact]
    public void A_run_is_taken_on_once()
    {
        Taken(store.TryClaim(run, "me"));
        Assert.Null(store.TryClaim(run, "me"));
        Assert.Null(other.TryClaim(run, "you"));
        Taken(other.TryClaim(new RunKey(123, 0), "you"));

        RunKey done = new(124, 0);
        Assert.True(other.Complete(SampleOutcome.Of(done)));
        Assert.Null(store.TryClaim(done, "me"));
        Assert.False(File.Exists(folder["claims/00/000124.0.1"]));
    }

    /// <summary>By the clock on the wall; the old owner then hears that the run is another's.</summary>
    [Fact]
    public void A_claim_that_is_not_renewed_runs_out()
    {
        using FolderStore hasty = FolderStore.Open(folder.Path, TimeSpan.FromSeconds(1));
        Claim old = Taken(hasty.TryClaim(run, "me"));
        Assert.Null(hasty.TryClaim(run, "you"));
        Thread.Sleep(1200);
        Claim taken = Taken(hasty.TryClaim(run, "you"));
        Assert.Equal((2, 1), (taken.Attempt, taken.Lost));
        Assert.False(hasty.Renew(old));
        Assert.True(hasty.Renew(taken));
        Assert.Null(hasty.TryClaim(run, "me"));
    }

    /// <summary>Of claims that are as old as that, those run out that are older than the lease; renewing makes them young.</summary>
    [Fact]
    public void Renewing_makes_a_claim_last()
    {
        Claim claim = Taken(store.TryClaim(run, "me"));
        string whole = File.ReadAllText(PathOf(claim));
        Age(claim, seconds: 110);
        Assert.Null(other.TryClaim(run, "you"));
        Assert.True(store.Renew(claim));
        Assert.InRange(File.GetLastWriteTimeUtc(PathOf(claim)), DateTime.UtcNow.AddSeconds(-10), DateTime.UtcNow.AddSeconds(10));
        Assert.Equal(whole, File.ReadAllText(PathOf(claim)));

        // Late, and nobody has come.
        Age(claim, seconds: 130);
        Assert.True(store.Renew(claim));
        Assert.Null(other.TryClaim(run, "you"));

        Age(claim, seconds: 130);
        Assert.Equal(2, Taken(other.TryClaim(run, "you")).Attempt);
        Assert.False(store.Renew(claim));
    }

    /// <summary>Giving back is no failure, however often it happens.</summary>
    [Fact]
    public void A_run_that_is_given_back_can_be_taken_on_at_once()
    {
        for (int attempt = 1; attempt < 5; attempt++)
        {
            Claim claim = Taken(store.TryClaim(run, "me"));
            Assert.Equal((attempt, 0), (claim.Attempt, claim.Lost));
            store.Release(claim);
            Assert.False(store.Renew(claim));
        }

        Claim last = Taken(other.TryClaim(run, "you"));
        Assert.Equal((5, 0), (last.Attempt, last.Lost));
        Assert.Null(store.TryClaim(run, "me"));
    }

    /// <summary>Whoever comes after three owners that vanished learns of them.</summary>
    [Fact]
    public void Owners_that_vanish_are_counted()
    {
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            Age(Taken(store.TryClaim(run, "me")), seconds: 130);
        }

        Claim fourth = Taken(other.TryClaim(run, "you"));
        Assert.Equal((4, 3), (fourth.Attempt, fourth.Lost));
    }

    /// <summary>It is nobody's, and stands like any other until its lease runs out.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{\"worker\":")]
    [InlineData("[]")]
    public void A_damaged_claim_is_nobodys(string content)
    {
        Directory.CreateDirectory(folder["claims/00"]);
        string path = folder.Write("claims/00/000123.1.1", content);
        Assert.Null(store.TryClaim(run, "me"));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-130));
        Assert.Equal(2, Taken(store.TryClaim(run, "me")).Attempt);
    }

    /// <summary>As on a share that asked twice, since the first answer was lost.</summary>
    [Fact]
    public void A_name_that_is_taken_by_the_same_claim_is_a_success()
    {
        Claim claim = new(run, 1, "token");
        Assert.True(FolderStore.TryWrite(folder["claims/a"], claim, "me"));
        Assert.True(FolderStore.TryWrite(folder["claims/a"], claim, "me"));
        Assert.False(FolderStore.TryWrite(folder["claims/a"], claim with { Token = "another" }, "me"));
    }

    /// <summary>A claim that somebody deleted is no longer one, and giving it back does no harm.</summary>
    [Fact]
    public void A_claim_that_is_gone_cannot_be_renewed()
    {
        Claim claim = Taken(store.TryClaim(run, "me"));
        File.Delete(PathOf(claim));
        Assert.False(store.Renew(claim));
        store.Release(claim);
    }

    /// <summary>The time is that of files which are made now, and asking leaves none behind.</summary>
    [Fact]
    public void The_clock_is_that_of_the_files()
    {
        FolderClock clock = new(folder.Path);
        DateTime before = File.GetLastWriteTimeUtc(folder.Write("before", ""));
        DateTime now = clock.Now;
        Thread.Sleep(20);
        Assert.InRange(clock.Now - now, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10));
        Assert.InRange(now, before, File.GetLastWriteTimeUtc(folder.Write("after", "")));
        Assert.Equal(["after", "before"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static Claim Taken(Claim? claim)
    {
        Assert.NotNull(claim);
        return claim;
    }

    private string PathOf(Claim claim) => folder[$"claims/00/{claim.Run.Trial:D6}.{claim.Run.Repeat}.{claim.Attempt}"];

    // As if its owner had not been heard of for so long.
    private void Age(Claim claim, int seconds) => File.SetLastWriteTimeUtc(PathOf(claim), DateTime.UtcNow.AddSeconds(-seconds));
}
