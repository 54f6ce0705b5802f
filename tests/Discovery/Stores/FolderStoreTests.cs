using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Tests.Discovery.Outcomes;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>What is kept in a folder: trials as they were settled first, and one outcome a run.</summary>
public sealed class FolderStoreTests : IDisposable
{
    private static readonly RunKey run = new(123, 1);

    private readonly TemporaryFolder folder = new();
    private readonly FolderStore store;

    public FolderStoreTests() => store = FolderStore.Open(folder.Path);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    /// <summary>Files have names that can be computed, a thousand trials a folder, and nothing else is there.</summary>
    [Fact]
    public void Files_are_where_they_can_be_computed()
    {
        Assert.Equal(folder.Path, store.Place);
        store.Settle(999, Proposed(0.5f));
        store.Settle(1234567, Proposed(0.5f));
        Assert.NotNull(store.TryClaim(new RunKey(1000, 2), "me"));
        Assert.True(store.Complete(SampleOutcome.Of(new RunKey(31999, 0))));
        Assert.Equal(
            ["claims/01/001000.2.1", "outcomes/31/031999.0.json", "trials/00/000999.json", "trials/1234/1234567.json"],
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever comes later, in whatever store, finds what came first.</summary>
    [Fact]
    public void What_was_settled_first_counts()
    {
        Proposal first = new([0.1f, float.Epsilon, MathF.BitDecrement(1)], [3, 1]);
        AssertSame(first, store.Settle(5, first));
        using FolderStore other = FolderStore.Open(folder.Path);
        AssertSame(first, other.Settle(5, Proposed(0.7f)));
        Assert.Throws<ArgumentException>(() => store.Settle(6, Proposed(1)));
        Assert.Throws<ArgumentException>(() => store.Settle(6, Proposed(float.NaN)));
    }

    /// <summary>Two stores settle the same trials at once, differently, and both go on with the same.</summary>
    [Fact]
    public void Stores_that_settle_at_once_agree()
    {
        const int trials = 40;
        using FolderStore other = FolderStore.Open(folder.Path);
        Proposal[] mine = new Proposal[trials];
        Proposal[] theirs = new Proposal[trials];
        Lockstep.Run(
            trials,
            trial => mine[trial] = store.Settle(trial, Proposed(0.25f)),
            trial => theirs[trial] = other.Settle(trial, Proposed(0.75f)));
        Assert.All(mine.Zip(theirs), pair => AssertSame(pair.First, pair.Second));
    }

    /// <summary>As it was, and null before.</summary>
    [Fact]
    public void An_outcome_is_found_again()
    {
        Assert.Null(store.Find(run));
        Outcome outcome = SampleOutcome.Of(run);
        Assert.True(store.Complete(outcome));
        Assert.Equal(OutcomeJson.Write(outcome), OutcomeJson.Write(store.Find(run)!));
        Assert.Null(store.Find(new RunKey(123, 0)));
    }

    /// <summary>Who ran it, at which attempt and for how long, is no difference.</summary>
    [Fact]
    public void The_same_outcome_again_is_the_same()
    {
        Outcome outcome = SampleOutcome.Of(run);
        Assert.True(store.Complete(outcome));
        Assert.False(store.Complete(outcome));
        Assert.False(store.Complete(outcome with { Worker = "second", Attempt = 5, Seconds = 1 }));
        Assert.Equal("first", store.Find(run)!.Worker);
    }

    /// <summary>Both workers are named, and what they differ in; the first outcome stays.</summary>
    [Fact]
    public void Another_outcome_is_a_conflict()
    {
        Outcome first = SampleOutcome.Of(run);
        Outcome second = SampleOutcome.Of(run, "second") with { Arithmetic = "cpu" };
        Assert.True(store.Complete(first));
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
        Assert.Equal(OutcomeJson.Write(first), OutcomeJson.Write(store.Find(run)!));
    }

    /// <summary>Whoever gave a run up says nothing against one who comes to its end after all, or did before.</summary>
    [Fact]
    public void A_run_that_was_given_up_contradicts_nobody()
    {
        Outcome ended = SampleOutcome.Of(run);
        Outcome crashed = ended with { Status = OutcomeStatus.Crashed, StateHash = "", Descriptors = SampleOutcome.Map<double>() };
        Assert.True(store.Complete(crashed));
        Assert.False(store.Complete(ended));
        Assert.Equal(OutcomeStatus.Crashed, store.Find(run)!.Status);

        RunKey another = new(124, 0);
        Assert.True(store.Complete(ended with { Run = another }));
        Assert.False(store.Complete(crashed with { Run = another }));
        Assert.Equal(OutcomeStatus.Ok, store.Find(another)!.Status);
    }

    /// <summary>Of two stores that complete the same runs at once, one is first each time.</summary>
    [Fact]
    public void One_outcome_is_the_first()
    {
        const int trials = 40;
        using FolderStore other = FolderStore.Open(folder.Path);
        bool[] mine = new bool[trials];
        bool[] theirs = new bool[trials];
        Lockstep.Run(
            trials,
            trial => mine[trial] = store.Complete(SampleOutcome.Of(new RunKey(trial, 0), "mine")),
            trial => theirs[trial] = other.Complete(SampleOutcome.Of(new RunKey(trial, 0), "theirs")));
        Assert.All(Enumerable.Range(0, trials), trial =>
        {
            Assert.True(mine[trial] != theirs[trial]);
            Assert.Equal(mine[trial] ? "mine" : "theirs", store.Find(new RunKey(trial, 0))!.Worker);
        });
    }

    /// <summary>Nothing is taken for an outcome or a trial that is none; the file is named in one line.</summary>
    [Fact]
    public void Damaged_files_are_named()
    {
        Assert.True(store.Complete(SampleOutcome.Of(run)));
        string outcome = folder["outcomes/00/000123.1.json"];
        byte[] whole = File.ReadAllBytes(outcome);
        foreach (int length in (int[])[0, 1, whole.Length / 2, whole.Length - 2])
        {
            File.WriteAllBytes(outcome, whole[..length]);
            Named(outcome, "not valid JSON", () => store.Find(run));
            Named(outcome, "not valid JSON", () => store.Complete(SampleOutcome.Of(run)));
            Assert.Null(store.TryClaim(run, "me"));
        }

        File.WriteAllBytes(folder["outcomes/00/000123.0.json"], whole);
        Named(folder["outcomes/00/000123.0.json"], "it should hold run 123.0, but holds 123.1", () => store.Find(new RunKey(123, 0)));

        store.Settle(1, Proposed(0.5f));
        string trial = folder["trials/00/000001.json"];
        foreach ((string text, string reason) in ((string, string)[])
        [
            ("", "not valid JSON"), ("{", "not valid JSON"), ("{\"genome\":[0.5]}", "'parents' is missing"),
            ("{\"genome\":[1],\"parents\":[]}", "genome must be a list of numbers of at least 0 and less than 1; [1] is not"),
        ])
        {
            File.WriteAllText(trial, text);
            Named(trial, reason, () => store.Settle(1, Proposed(0.5f)));
        }
    }

    /// <summary>In one line, before anything is done.</summary>
    [Fact]
    public void A_folder_that_cannot_be_a_store_is_refused()
    {
        using (FolderStore made = FolderStore.Open(folder["new/and/deep"]))
        {
            Assert.NotNull(made.TryClaim(run, "me"));
        }

        string file = folder.Write("file", "");
        Assert.StartsWith($"cannot use the folder '{file}': ", Refusal(() => FolderStore.Open(file)));

        using SmallDisk disk = new(folder["disk"], "size=64k,ro");
        Assert.Equal(
            $"cannot write '{Path.Combine(disk.Path, ".probe")}': no file can be created in its folder",
            Refusal(() => FolderStore.Open(disk.Path)));
        string inside = Path.Combine(disk.Path, "inside");
        Assert.StartsWith($"cannot use the folder '{inside}': Read-only file system", Refusal(() => FolderStore.Open(inside)));
    }

    /// <summary>What somebody left who was killed while opening is no obstacle.</summary>
    [Fact]
    public void A_probe_that_was_left_is_no_obstacle()
    {
        folder.Write(".probe", "");
        using FolderStore again = FolderStore.Open(folder.Path);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    /// <summary>The outcome is not there at all then, and can be kept when there is room.</summary>
    [Fact]
    public void A_full_disk_keeps_no_part_of_an_outcome()
    {
        using SmallDisk disk = new(folder["disk"], "size=64k");
        using FolderStore small = FolderStore.Open(disk.Path);
        Assert.NotNull(small.TryClaim(run, "me"));
        string ballast = Path.Combine(disk.Path, "ballast");
        Assert.Throws<IOException>(() => File.WriteAllBytes(ballast, new byte[1 << 20]));
        string refusal = Refusal(() => small.Complete(SampleOutcome.Of(run)));
        Assert.Contains("No space left", refusal);
        Assert.DoesNotContain('\n', refusal);
        Assert.Null(small.Find(run));
        File.Delete(ballast);
        Assert.True(small.Complete(SampleOutcome.Of(run)));
    }

    private static Proposal Proposed(float gene) => new([gene], []);

    private static void AssertSame(Proposal expected, Proposal? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Genome.Select(BitConverter.SingleToInt32Bits), actual.Genome.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(expected.Parents, actual.Parents);
    }

    private static void Named(string file, string reason, Action action)
    {
        string refusal = Refusal(action);
        Assert.StartsWith($"{file}: {reason}", refusal);
        Assert.DoesNotContain('\n', refusal);
    }

    private static string Refusal(Action action) => Assert.Throws<UserException>(action).Message;

    private void Conflicts(string ends, Outcome outcome) => Assert.Equal(
        $"run 123.1 has two outcomes: {ends}; one of these machines computes wrongly",
        Assert.Throws<ConflictException>(() => store.Complete(outcome)).Message);
}
