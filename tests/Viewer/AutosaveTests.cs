using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>A window saves its world by itself, goes back to that when the world dies, and goes on from it later.</summary>
[Collection("viewer")]
public class AutosaveTests
{
    /// <summary>The last two times are kept, each a whole world with its history and a thumbnail.</summary>
    [Fact]
    public void The_last_two_times_are_kept()
    {
        using ViewerSession session = new(MakeWorld, autosaveInterval: 5);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 17, "seventeen steps");
        session.Pause();
        string[] files = Directory.GetFiles(session.AutosaveFolder, "*.eco");
        Assert.Equal(2, files.Length);
        Assert.All(files, EcoFile.Check);
        string newest = AutosaveFolder.FindNewest(session.AutosaveFolder, Assert.Fail);
        Assert.Equal(session.Viewer.World.Snapshot.Metrics.Step / 5 * 5, EcoFile.ReadHeader(newest).Step);
        EcoExtras extras = EcoFile.ReadExtras(newest);
        Assert.NotEmpty(History.From(extras).Samples());
        Assert.NotNull(extras[EcoExtras.Thumbnail]);
    }

    /// <summary>A world that dies goes back to the last autosave, learns more slowly, and goes on.</summary>
    [Fact]
    public void A_dead_world_goes_back()
    {
        using ViewerSession session = new(
            () =>
            {
                ConfiguredWorld world = MakeWorld();
                world.World.MayCopy = false;
                return world;
            },
            autosaveInterval: 5);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 12, "twelve steps");
        float rate = session.Viewer.World.Snapshot.Parameters.LearningRate.Default;
        session.Ask(world =>
        {
            world.Poison(species: 1, float.NaN);
            return true;
        });
        session.Until(
            () => session.Viewer.World.Snapshot.Events.Any(e => e.Kind == WorldEventKind.Restore), "going back");
        Assert.Null(session.Viewer.World.Snapshot.Death);
        Assert.Equal(rate / 2, session.Ask(world => world.Parameters.LearningRate.Default));
        Assert.Contains(session.Viewer.World.Snapshot.Events, e => e.Text.Contains("died", StringComparison.Ordinal));
        long step = session.Viewer.World.Snapshot.Metrics.Step;
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step > step + 3, "steps after it");
    }

    /// <summary>What was observed and what happened before goes on in a window that opens a kept moment.</summary>
    [Fact]
    public void History_goes_on()
    {
        using TemporaryFolder folder = new();
        string file = folder["kept.eco"];
        int samples;
        using (ViewerSession session = new())
        {
            session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 5, "five steps");
            session.Pause();
            session.Press(Key.W);
            session.Drag(session.Cell(5, 5));
            session.Press(Key.S);
            session.Until(() => session.Viewer.World.Snapshot.Checkpoints.Count == 1, "a checkpoint");
            File.Copy(session.Viewer.World.Snapshot.Checkpoints[0].Path, file);
            samples = session.Viewer.World.Snapshot.History.Count;
        }

        using ViewerSession again = new(() => WorldFile.Open(file, Devices.Open("cpu"), Assert.Fail));
        Assert.True(again.Viewer.World.Snapshot.History.Count >= samples);
        Assert.Equal(0, again.Viewer.World.Snapshot.History[0].Step);
        Assert.Contains(again.Viewer.World.Snapshot.Events, e => e.Kind == WorldEventKind.Edit);
        Assert.True(again.Viewer.World.Snapshot.Metrics.Step >= 5);
    }

    private static ConfiguredWorld MakeWorld() =>
        new(Devices.Open("cpu"), RunConfiguration.Default with { Parameters = ViewerSession.Small });
}
