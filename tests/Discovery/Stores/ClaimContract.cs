using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Tests.Discovery.Outcomes;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>Who works on what, in every store: one at a time, for as long as they say so.</summary>
public abstract class ClaimContract : IDisposable
{
    protected const int Processes = 4;
    protected const int Runs = 500;

    private static readonly RunKey run = new(123, 1);

    private readonly Lazy<IRunStore> mine;
    private readonly Lazy<IRunStore> yours;

    protected ClaimContract()
    {
        mine = new Lazy<IRunStore>(() => Open(FolderStore.UsualLease));
        yours = new Lazy<IRunStore>(() => Open(FolderStore.UsualLease));
    }

    private IRunStore Store => mine.Value;

    private IRunStore Other => yours.Value;

    /// <summary>Opens the same store anew.</summary>
    protected abstract IRunStore Open(TimeSpan lease);

    /// <summary>As if a claim's owner had not been heard of for so long.</summary>
    protected abstract void Age(Claim claim, int seconds);

    public void Dispose()
    {
        Store.Dispose();
        Other.Dispose();
        Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what the test has left.</summary>
    protected abstract void Clear();

    /// <summary>Neither who has it nor anybody else can take on what is in somebody's hands, or done.</summary>
    [Fact]
    public void A_run_is_taken_on_once()
    {
        Taken(Store.TryClaim(run, "me"));
        Assert.Null(Store.TryClaim(run, "me"));
        Assert.Null(Other.TryClaim(run, "you"));
        Taken(Other.TryClaim(new RunKey(123, 0), "you"));

        RunKey done = new(124, 0);
        Assert.True(Other.Complete(SampleOutcome.Of(done)));
        Assert.Null(Store.TryClaim(done, "me"));
    }

    /// <summary>By the clock on the wall; the old owner then hears that the run is another's.</summary>
    [Fact]
    public void A_claim_that_is_not_renewed_runs_out()
    {
        using IRunStore hasty = Open(TimeSpan.FromSeconds(1));
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
        Claim claim = Taken(Store.TryClaim(run, "me"));
        Age(claim, seconds: 110);
        Assert.Null(Other.TryClaim(run, "you"));
        Assert.True(Store.Renew(claim));
        Age(claim, seconds: 110);
        Assert.Null(Other.TryClaim(run, "you"));

        // Late, and nobody has come.
        Age(claim, seconds: 130);
        Assert.True(Store.Renew(claim));
        Assert.Null(Other.TryClaim(run, "you"));

        Age(claim, seconds: 130);
        Assert.Equal(2, Taken(Other.TryClaim(run, "you")).Attempt);
        Assert.False(Store.Renew(claim));

        // Nor is it the old owner's to give back.
        Store.Release(claim);
        Assert.Null(Store.TryClaim(run, "me"));
    }

    /// <summary>Giving back is no failure, however often it happens.</summary>
    [Fact]
    public void A_run_that_is_given_back_can_be_taken_on_at_once()
    {
        for (int attempt = 1; attempt < 5; attempt++)
        {
            Claim claim = Taken(Store.TryClaim(run, "me"));
            Assert.Equal((attempt, 0), (claim.Attempt, claim.Lost));
            Store.Release(claim);
            Assert.False(Store.Renew(claim));
        }

        Claim last = Taken(Other.TryClaim(run, "you"));
        Assert.Equal((5, 0), (last.Attempt, last.Lost));
        Assert.Null(Store.TryClaim(run, "me"));
    }

    /// <summary>Whoever comes after three owners that vanished learns of them.</summary>
    [Fact]
    public void Owners_that_vanish_are_counted()
    {
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            Age(Taken(Store.TryClaim(run, "me")), seconds: 130);
        }

        Claim fourth = Taken(Other.TryClaim(run, "you"));
        Assert.Equal((4, 3), (fourth.Attempt, fourth.Lost));
    }

    /// <summary>Of two that want the same runs at the same moments, one has each.</summary>
    [Fact]
    public void A_run_is_won_by_one()
    {
        const int trials = 200;
        Claim?[] mine = new Claim?[trials];
        Claim?[] yours = new Claim?[trials];
        Lockstep.Run(
            trials,
            trial => mine[trial] = Store.TryClaim(new RunKey(trial, 0), "me"),
            trial => yours[trial] = Other.TryClaim(new RunKey(trial, 0), "you"));
        Assert.All(mine.Zip(yours), pair => Assert.True(pair.First is null != pair.Second is null));
    }

    /// <summary>Each of several processes wants every run, all at the same time.</summary>
    /// <param name="shared">A folder of all of them.</param>
    /// <param name="each">What each does: an explicit test that calls <see cref="ClaimAll"/>.</param>
    private protected static async Task EachIsWonByOne(TemporaryFolder shared, Action each)
    {
        await OwnProcesses.Run(shared.Path, Processes, each);
        string[][] won = [.. Enumerable.Range(0, Processes).Select(number => File.ReadAllLines(shared[$"won-{number}"]))];
        Assert.All(won, runs => Assert.NotEmpty(runs));
        Assert.Equal(
            Enumerable.Range(0, Runs).Select(trial => $"{new RunKey(trial, 0)}").Order(StringComparer.Ordinal),
            won.SelectMany(runs => runs).Order(StringComparer.Ordinal));
    }

    /// <summary>What each of the processes does.</summary>
    private protected static void ClaimAll(Func<string, IRunStore> open)
    {
        (string shared, int number) = OwnProcesses.Begin();
        using IRunStore opened = open(shared);

        // Whoever is not ready yet may find that the others have had everything.
        Assert.NotNull(opened.TryClaim(new RunKey(Runs + number, 0), $"{number}"));
        File.WriteAllText(Path.Combine(shared, $"ready-{number}"), "");
        Assert.True(SpinWait.SpinUntil(
            () => Enumerable.Range(0, Processes).All(other => File.Exists(Path.Combine(shared, $"ready-{other}"))), TimeSpan.FromMinutes(1)));
        int[] order = [.. Enumerable.Range(0, Runs)];
        new Random(number).Shuffle(order);
        IEnumerable<Claim> claims = order
            .Select(trial => opened.TryClaim(new RunKey(trial, 0), $"{number}"))
            .OfType<Claim>();
        File.WriteAllLines(Path.Combine(shared, $"won-{number}"), [.. claims.Select(claim => $"{claim.Run}")]);
    }

    private static Claim Taken(Claim? claim)
    {
        Assert.NotNull(claim);
        return claim;
    }
}
