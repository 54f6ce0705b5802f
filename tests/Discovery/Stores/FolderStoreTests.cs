using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Tests.Discovery.Outcomes;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>A store that is a folder: its files, and what is wrong with them.</summary>
public sealed class FolderStoreTests : KeepingContract
{
    private static readonly RunKey run = new(123, 1);

    private readonly TemporaryFolder folder = new();
    private readonly FolderStore store;

    public FolderStoreTests() => store = FolderStore.Open(folder.Path);

    protected override IRunStore Open() => FolderStore.Open(folder.Path);

    protected override void Clear() => folder.Dispose();

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

    private static void Named(string file, string reason, Action action)
    {
        string refusal = Refusal(action);
        Assert.StartsWith($"{file}: {reason}", refusal);
        Assert.DoesNotContain('\n', refusal);
    }

    private static string Refusal(Action action) => Assert.Throws<UserException>(action).Message;
}
