using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>What was kept can be named, exported and deleted, and nothing is written over.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private readonly HeadlessSession session = new(
        new ConfiguredWorld(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny with { Coupling = Coupling.Shared })));

    public CheckpointFileTests()
    {
        session.World.Send(new SetPause(true));
        session.World.Start();
        session.Send(new SaveCheckpoint());
        session.Until(() => session.World.Snapshot.Checkpoints.Count == 1, "a checkpoint");
    }

    public void Dispose() => session.Dispose();

    /// <summary>A name that any system takes stands behind run and step, and is known when the folder is read again.</summary>
    [Theory]
    [InlineData("spirals", "spirals")]
    [InlineData(" two of them, at last. ", "two of them, at last")]
    [InlineData("a/b\\c:d*?\"<>|\u0001", "abcd")]
    [InlineData("Überraschung 2", "Überraschung 2")]
    [InlineData("...", "")]
    [InlineData("", "")]
    public void A_name(string given, string label)
    {
        Assert.Null(session.Send(new Rename("run1-000000", given)).Refusal);
        session.Until(() => Kept().Label == label, "a name");
        Assert.Equal(label.Length == 0 ? "run1-000000" : $"run1-000000 {label}", Kept().Name);
        CheckpointFolder again = new(session["checkpoints"]);
        Assert.Equal(("run1", 0L, label), (again.All[0].Run, again.All[0].Step, again.All[0].Label));

        // Another name takes the place of the first, and what has one can be gone back to.
        Assert.Null(session.Send(new Rename(Kept().Name, "other")).Refusal);
        Assert.Null(session.Send(new Restore("run1-000000 other")).Refusal);
        Assert.Single(Directory.GetFiles(session["checkpoints"]));
    }

    /// <summary>Of two moments with one name both stay.</summary>
    [Fact]
    public void The_same_name_twice()
    {
        session.Send(new SaveCheckpoint());
        session.Send(new Rename("run1-000000", "same"));
        session.Send(new Rename("run1-000000-2", "same"));
        session.Until(() => session.World.Snapshot.Checkpoints.All(kept => kept.Label == "same"), "two names");
        Assert.Equal(2, Directory.GetFiles(session["checkpoints"]).Length);
    }

    /// <summary>What is deleted is gone, and said to be.</summary>
    [Fact]
    public void A_moment_is_deleted()
    {
        Assert.Null(session.Send(new Delete("run1-000000")).Refusal);
        Assert.Equal("deleted run1-000000", session.World.Notice!.Text);
        Assert.Empty(Directory.GetFiles(session["checkpoints"]));
        session.Until(() => session.World.Snapshot.Checkpoints.Count == 0, "an empty tray");
        Assert.Equal("nothing was kept under the name 'run1-000000'", session.Send(new Delete("run1-000000")).Refusal);
    }

    /// <summary>A file elsewhere holds the same world, as either kind; into a folder it goes under its name.</summary>
    [Fact]
    public void A_moment_is_exported()
    {
        byte[] bytes = File.ReadAllBytes(Kept().Path);
        string[] targets = [session["copy.eco"], session["copy.petri"], Directory.CreateDirectory(session["elsewhere"]).FullName];
        Assert.All(targets, target => Assert.Null(session.Send(new Export("run1-000000", target)).Refusal));
        string inFolder = Path.Combine(targets[2], "run1-000000.eco");
        Assert.Equal($"wrote {inFolder}", session.World.Notice!.Text);
        Assert.Equal(bytes, File.ReadAllBytes(targets[0]));
        Assert.Equal(bytes, File.ReadAllBytes(inFolder));
        Assert.Equal(LearningWorlds.Tiny.Species, WorldFile.ReadConfiguration(targets[1]).Parameters.Species);

        Assert.All(targets, target => Assert.Contains(
            "already", session.Send(new Export("run1-000000", target)).Refusal, StringComparison.Ordinal));
        Assert.NotNull(session.Send(new Export("run1-000000", session["copy.txt"])).Refusal);
        Assert.NotNull(session.Send(new Export("run1-000000", "")).Refusal);
        Assert.NotNull(session.Send(new Export("run1-000000", session["no/folder.eco"])).Refusal);
    }

    private Checkpoint Kept() => session.World.Snapshot.Checkpoints[0];
}
