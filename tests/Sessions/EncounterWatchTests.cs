using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>Who beats whom is looked at while somebody wants to see it.</summary>
public sealed class EncounterWatchTests : IDisposable
{
    private static readonly ViewRequest blind = new(LayerChoice.Default, Palette.Find("vivid"));

    private readonly HeadlessSession session = new(new ConfiguredWorld(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny)));
    private readonly ImageWatcher watcher = new(blind, _ => { });

    public EncounterWatchTests()
    {
        session.World.Send(new SetPause(true));
        session.World.Start();
        session.World.Join(watcher);
    }

    public void Dispose() => session.Dispose();

    private Encounters? Seen => session.World.Snapshot.Encounters;

    /// <summary>Before nobody counts, and afterwards nobody does again.</summary>
    [Fact]
    public void Nobody_counts_unless_somebody_looks()
    {
        session.Send(new TakeSteps(3));
        Assert.Null(Seen);
        Assert.False(session.Ask(world => world.CountsConquests));

        watcher.Show(blind with { Encounters = true });
        session.Until(() => Seen is { Step: 3, Conquests: null, Advantages: not null }, "advantages in a world that stands still");
        session.Send(new TakeSteps());
        session.Until(() => Seen?.Conquests is { Steps: 1 }, "the first step's conquests");
        Assert.True(session.Ask(world => world.CountsConquests));

        watcher.Show(blind);
        session.Until(() => Seen is null, "nothing");
        Assert.False(session.Ask(world => world.CountsConquests));
    }

    /// <summary>Looks add up, each a second after the last, while the world goes on.</summary>
    [Fact]
    public void Looks_add_up()
    {
        watcher.Show(blind with { Encounters = true });
        session.Send(new SetPause(false));
        session.Until(() => Seen?.Conquests is not null, "a first look");
        long first = Seen!.Conquests!.Steps;
        session.Until(() => Seen?.Conquests?.Steps > first, "another");
        Conquests both = Seen!.Conquests!;
        Assert.Equal(both.Steps * 11 * 9, both.Cells.Sum(row => row.Sum()));
    }

    /// <summary>A world that starts again, and one of other species, are others.</summary>
    [Fact]
    public void Another_world_is_counted_anew()
    {
        watcher.Show(blind with { Encounters = true });
        session.Send(new TakeSteps(4));
        session.Send(new TakeSteps());
        session.Until(() => Seen?.Conquests is not null, "conquests");
        session.Send(new Act(new ResetWorld(KeepsWalls: true)));
        session.Until(() => Seen is { Step: 0, Conquests: null }, "a beginning");
        session.Assign("Species=5");
        session.Until(() => Seen?.Advantages?.Length == 6, "other species");
        session.Send(new TakeSteps());
        session.Until(() => Seen?.Conquests is { Steps: 1, Cells.Length: 6 }, "a step");
    }
}
