using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>A moment that was kept can be gone back to, and other futures begin from it; nothing kept is ever lost.</summary>
[Collection("viewer")]
public class CheckpointTests
{
    /// <summary>S keeps the state, a click on its picture brings back every bit of it, also its rules.</summary>
    [Fact]
    public void A_moment_is_kept_and_restored()
    {
        using ViewerSession session = new();
        session.Pause();
        (string hash, long step) = session.Ask(world => (world.StateHash(), world.StepNumber));
        session.Press(Key.S);
        session.Until(() => session.Viewer.World.Snapshot.Checkpoints.Count == 1, "a checkpoint");
        string name = session.Viewer.World.Snapshot.Checkpoints[0].Name;
        Assert.Equal($"run1-{step:D6}", name);
        Assert.Contains(session.Viewer.World.Snapshot.Events, e => e.Kind == WorldEventKind.Checkpoint && e.Step == step);

        session.Assign("UpdateProbability=0.9");
        session.Assign("Species=5");
        session.Press(Key.N);
        session.Press(Key.N);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step == step + 2, "two steps");
        Assert.NotEqual(hash, session.Ask(world => world.StateHash()));

        session.Click($"Checkpoint {name}");
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step == step, "the kept moment");
        Assert.Equal(hash, session.Ask(world => world.StateHash()));
        Assert.Equal(0.56f, session.Viewer.World.Snapshot.Parameters.Ecosystem().UpdateProbability);
        Assert.Equal(0.56f, session.Viewer.World.Wanted.Ecosystem().UpdateProbability);
        Assert.Contains(session.Viewer.World.Snapshot.Events, e => e.Kind == WorldEventKind.Restore);
        session.Viewer.State.ShowsInspector = false;

        // Out from behind the notice.
        session.Viewer.Camera.Pan(0, -250);
        session.UntilDrawn();
        Assert.True(session.AssertCellsAreRight() > 0);
        session.Press(Key.Space);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step > step + 3, "steps after it");
    }

    /// <summary>A branch is a run of its own, in memory and on the disk, and knows where it came from.</summary>
    [Fact]
    public void A_branch_knows_its_parent()
    {
        using ViewerSession session = new();
        session.Pause();
        session.Press(Key.S);
        session.Until(() => session.Viewer.World.Snapshot.Checkpoints.Count == 1, "a checkpoint");
        string parent = session.Viewer.World.Snapshot.Checkpoints[0].Name;
        long step = session.Viewer.World.Snapshot.Checkpoints[0].Step;
        session.Press(Key.N);
        session.Click($"Branch {parent}");
        session.Until(() => session.Viewer.World.Snapshot.Checkpoints.Count == 2, "a branch");
        Assert.Equal("run1.1", session.Viewer.World.Snapshot.Run);
        string file = Path.Combine(session.Folder, $"run1.1-{step:D6}.eco");
        Assert.Equal(new EcoParent(parent + ".eco", step), EcoFile.ReadHeader(file).Parent);

        // A branch of the same moment, and one of the branch.
        session.Click($"Branch {parent}");
        session.Until(() => session.Viewer.World.Snapshot.Run == "run1.2", "another branch");
        session.Click($"Branch run1.1-{step:D6}");
        session.Until(() => session.Viewer.World.Snapshot.Run == "run1.1.1", "a branch's branch");
        Assert.Equal(4, Directory.GetFiles(session.Folder, "*.eco").Length);
    }

    /// <summary>The same moment of a run, reached twice, is kept twice.</summary>
    [Fact]
    public void Nothing_is_written_over()
    {
        using ViewerSession session = new();
        session.Pause();
        session.Press(Key.S);
        session.Press(Key.S);
        session.Until(() => session.Viewer.World.Snapshot.Checkpoints.Count == 2, "two checkpoints");
        Assert.Equal(2, Directory.GetFiles(session.Folder, "*.eco").Length);
    }

    /// <summary>Where nothing can be kept one line says so, and the world goes on.</summary>
    [Fact]
    public void A_folder_that_cannot_be_is_told_of()
    {
        using ViewerSession session = new();
        Directory.Delete(session.Folder);
        File.WriteAllText(session.Folder, "");
        session.Press(Key.S);
        session.Until(() => session.Viewer.World.Notice is { IsWarning: true }, "a refusal");
        Assert.Contains(session.Folder, session.Viewer.World.Notice!.Text);
        long step = session.Viewer.World.Snapshot.Metrics.Step;
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step > step + 2, "steps after it");
        File.Delete(session.Folder);
        Directory.CreateDirectory(session.Folder);
    }

    /// <summary>A damaged file leaves the world as it was, and one line says what is wrong.</summary>
    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        using ViewerSession session = new();
        session.Pause();
        session.Press(Key.S);
        session.Until(() => session.Viewer.World.Snapshot.Checkpoints.Count == 1, "a checkpoint");
        string name = session.Viewer.World.Snapshot.Checkpoints[0].Name;
        string file = Path.Combine(session.Folder, name + ".eco");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 0x55;
        File.WriteAllBytes(file, bytes);
        session.Press(Key.N);
        string hash = session.Ask(world => world.StateHash());
        session.Click($"Checkpoint {name}");
        session.Until(() => session.Viewer.World.Notice is { IsWarning: true }, "a refusal");
        Assert.Contains(file, session.Viewer.World.Notice!.Text);
        Assert.Equal(hash, session.Ask(world => world.StateHash()));
    }
}
