using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Tests.Discovery.Outcomes;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>The files that say who works on what, and their times.</summary>
public sealed class FolderClaimTests : ClaimContract
{
    private static readonly RunKey run = new(123, 1);

    private readonly TemporaryFolder folder = new();
    private readonly FolderStore store;

    public FolderClaimTests() => store = FolderStore.Open(folder.Path);

    protected override IRunStore Open(TimeSpan lease) => FolderStore.Open(folder.Path, lease);

    protected override void Age(Claim claim, int seconds) => File.SetLastWriteTimeUtc(PathOf(claim), DateTime.UtcNow.AddSeconds(-seconds));

    protected override void Clear() => folder.Dispose();

    /// <summary>And leaves one file.</summary>
    [Fact]
    public async Task Each_run_is_won_by_one_process()
    {
        await EachIsWonByOne(folder, Claim_all_runs);
        Assert.Equal(Runs + Processes, Directory.GetFiles(folder["claims/00"]).Length);
    }

    /// <summary>What each process of the test above does.</summary>
    [Fact(Explicit = true)]
    public void Claim_all_runs() => ClaimAll(shared => FolderStore.Open(shared));

    /// <summary>Of a run that is done there is no claim.</summary>
    [Fact]
    public void A_run_that_is_done_is_not_claimed()
    {
        RunKey done = new(124, 0);
        Assert.True(store.Complete(SampleOutcome.Of(done)));
        Assert.Null(store.TryClaim(done, "me"));
        Assert.False(File.Exists(folder["claims/00/000124.0.1"]));
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

    /// <summary>The server puts its own time on it then, and what it says stays.</summary>
    [Fact]
    public void Renewing_writes_the_first_letter_again()
    {
        Claim claim = Taken(store.TryClaim(run, "me"));
        string whole = File.ReadAllText(PathOf(claim));
        Age(claim, seconds: 110);
        Assert.True(store.Renew(claim));
        Assert.InRange(File.GetLastWriteTimeUtc(PathOf(claim)), DateTime.UtcNow.AddSeconds(-10), DateTime.UtcNow.AddSeconds(10));
        Assert.Equal(whole, File.ReadAllText(PathOf(claim)));
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
}
