using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Tests.Discovery.Outcomes;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>What every store keeps: the experiment and its trials as they were settled first, one outcome a run, and worlds.</summary>
public abstract class KeepingContract : IDisposable
{
    private static readonly RunKey run = new(123, 1);

    private readonly Lazy<IRunStore> opened;

    protected KeepingContract() => opened = new Lazy<IRunStore>(() => Open());

    private IRunStore Store => opened.Value;

    /// <summary>Opens the same store anew.</summary>
    protected abstract IRunStore Open();

    public void Dispose()
    {
        Store.Dispose();
        Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what the test has left.</summary>
    protected abstract void Clear();

    /// <summary>To the letter, whoever asks; and null before.</summary>
    [Fact]
    public void The_experiment_that_was_settled_first_counts()
    {
        const string first = "{ \"name\": \"\\u0000 ü\",\n  \"b\": 1.50, \"a\": 1e300 }\n";
        using IRunStore other = Open();
        Assert.Null(other.FindExperiment());
        Assert.Equal(first, Store.SettleExperiment(first));
        Assert.Equal(first, other.SettleExperiment("{}"));
        Assert.Equal(first, other.FindExperiment());
    }

    /// <summary>Whoever asks for one after another finds each of them, and none that is not there.</summary>
    [Fact]
    public void Outcomes_are_found_one_after_another()
    {
        using IRunStore other = Open();
        RunKey[] all = [.. from trial in Enumerable.Range(0, 20) from repeat in Enumerable.Range(0, 3) select new RunKey(trial, repeat)];
        RunKey[] missing = [new(4, 1), new(9, 2), new(19, 0)];
        Assert.All(all.Except(missing), one => Assert.True(Store.Complete(SampleOutcome.Of(one))));
        Assert.Equal(all.Except(missing), all.Where(one => other.Find(one)?.Run == one));
        Assert.All(missing, one => Assert.True(Store.Complete(SampleOutcome.Of(one))));
        Assert.Equal(all, all.Where(one => other.Find(one)?.Run == one));
    }

    /// <summary>The last one of its stage, for all who ask, until it is dropped.</summary>
    [Fact]
    public void Worlds_are_kept_and_dropped()
    {
        using IRunStore other = Open();
        Assert.Null(Read(Store, WorldStage.Ended));
        byte[] first = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * i))];
        Keep(WorldStage.Ended, first);
        Keep(WorldStage.UnderWay, [1]);
        Assert.Equal(first, Read(other, WorldStage.Ended));
        Keep(WorldStage.Ended, [2, 3]);
        Assert.Equal([2, 3], Read(other, WorldStage.Ended));
        other.DropWorld(run, WorldStage.Ended);
        other.DropWorld(run, WorldStage.Ended);
        Assert.Null(Read(Store, WorldStage.Ended));
        Assert.Equal([1], Read(Store, WorldStage.UnderWay));
    }

    /// <summary>Whoever comes later, in whatever store, finds what came first.</summary>
    [Fact]
    public void What_was_settled_first_counts()
    {
        Proposal first = new([0.1f, float.Epsilon, MathF.BitDecrement(1)], [3, 1]);
        AssertSame(first, Store.Settle(5, first));
        using IRunStore other = Open();
        AssertSame(first, other.Settle(5, Proposed(0.7f)));
        Assert.Throws<ArgumentException>(() => Store.Settle(6, Proposed(1)));
        Assert.Throws<ArgumentException>(() => Store.Settle(6, Proposed(float.NaN)));
    }

    /// <summary>Two stores settle the same trials at once, differently, and both go on with the same.</summary>
    [Fact]
    public void Stores_that_settle_at_once_agree()
    {
        const int trials = 40;
        using IRunStore other = Open();
        Proposal[] mine = new Proposal[trials];
        Proposal[] theirs = new Proposal[trials];
        Lockstep.Run(
            trials,
            trial => mine[trial] = Store.Settle(trial, Proposed(0.25f)),
            trial => theirs[trial] = other.Settle(trial, Proposed(0.75f)));
        Assert.All(mine.Zip(theirs), pair => AssertSame(pair.First, pair.Second));
    }

    /// <summary>As it was, and null before.</summary>
    [Fact]
    public void An_outcome_is_found_again()
    {
        Assert.Null(Store.Find(run));
        Outcome outcome = SampleOutcome.Of(run);
        Assert.True(Store.Complete(outcome));
        Assert.Equal(OutcomeJson.Write(outcome), OutcomeJson.Write(Store.Find(run)!));
        Assert.Null(Store.Find(new RunKey(123, 0)));
    }

    /// <summary>Who ran it, at which attempt and for how long, is no difference.</summary>
    [Fact]
    public void The_same_outcome_again_is_the_same()
    {
        Outcome outcome = SampleOutcome.Of(run);
        Assert.True(Store.Complete(outcome));
        Assert.False(Store.Complete(outcome));
        Assert.False(Store.Complete(outcome with { Worker = "second", Attempt = 5, Seconds = 1 }));
        Assert.Equal("first", Store.Find(run)!.Worker);
    }

    /// <summary>Both workers are named, and what they differ in; the first outcome stays.</summary>
    [Fact]
    public void Another_outcome_is_a_conflict()
    {
        Outcome first = SampleOutcome.Of(run);
        Outcome second = SampleOutcome.Of(run, "second") with { Arithmetic = "cpu" };
        Assert.True(Store.Complete(first));
        Conflicts("first came to state 0123456789abcdef on cpu-fma, second to state 0 on cpu", second with { StateHash = "0" });
        Conflicts("first came to status 'ok' on cpu-fma, second to status 'died' on cpu", second with { Status = OutcomeStatus.Died });
        Conflicts(
            "first came to borders 0.123456 on cpu-fma, second to borders 0.123457 on cpu",
            second with { Descriptors = first.Descriptors.SetItem("borders", 0.123457) });
        Conflicts(
            "first came to borders 0.123456 on cpu-fma, second to no borders on cpu",
            second with { Descriptors = first.Descriptors.Remove("borders") });
        Conflicts(
            "first came to no sun on cpu-fma, second to sun 0.5 on cpu", second with { Descriptors = first.Descriptors.Add("sun", 0.5) });
        Assert.Equal(OutcomeJson.Write(first), OutcomeJson.Write(Store.Find(run)!));
    }

    /// <summary>Whoever gave a run up says nothing against one who comes to its end after all, or did before.</summary>
    [Fact]
    public void A_run_that_was_given_up_contradicts_nobody()
    {
        Outcome ended = SampleOutcome.Of(run);
        Outcome crashed = ended with { Status = OutcomeStatus.Crashed, StateHash = "", Descriptors = SampleOutcome.Map<double>() };
        Assert.True(Store.Complete(crashed));
        Assert.False(Store.Complete(ended));
        Assert.Equal(OutcomeStatus.Crashed, Store.Find(run)!.Status);

        RunKey another = new(124, 0);
        Assert.True(Store.Complete(ended with { Run = another }));
        Assert.False(Store.Complete(crashed with { Run = another }));
        Assert.Equal(OutcomeStatus.Ok, Store.Find(another)!.Status);
    }

    /// <summary>Of two stores that complete the same runs at once, one is first each time.</summary>
    [Fact]
    public void One_outcome_is_the_first()
    {
        const int trials = 40;
        using IRunStore other = Open();
        bool[] mine = new bool[trials];
        bool[] theirs = new bool[trials];
        Lockstep.Run(
            trials,
            trial => mine[trial] = Store.Complete(SampleOutcome.Of(new RunKey(trial, 0), "mine")),
            trial => theirs[trial] = other.Complete(SampleOutcome.Of(new RunKey(trial, 0), "theirs")));
        Assert.All(Enumerable.Range(0, trials), trial =>
        {
            Assert.True(mine[trial] != theirs[trial]);
            Assert.Equal(mine[trial] ? "mine" : "theirs", Store.Find(new RunKey(trial, 0))!.Worker);
        });
    }

    private static Proposal Proposed(float gene) => new([gene], []);

    private static byte[]? Read(IRunStore from, WorldStage stage)
    {
        byte[]? bytes = null;
        Assert.Equal(from.ReadWorld(run, stage, path => bytes = File.ReadAllBytes(path)), bytes is not null);
        return bytes;
    }

    private void Keep(WorldStage stage, byte[] bytes) => Store.KeepWorld(run, stage, path => File.WriteAllBytes(path, bytes));

    private static void AssertSame(Proposal expected, Proposal? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Genome.Select(BitConverter.SingleToInt32Bits), actual.Genome.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(expected.Parents, actual.Parents);
    }

    private void Conflicts(string ends, Outcome outcome) => Assert.Equal(
        $"run 123.1 has two outcomes: {ends}; one of these machines computes wrongly",
        Assert.Throws<ConflictException>(() => Store.Complete(outcome)).Message);
}
