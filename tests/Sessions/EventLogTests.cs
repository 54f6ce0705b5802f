using GpuEcosystem.Sessions.Timeline;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>Which events are one, and which are kept.</summary>
public class EventLogTests
{
    private readonly EventLog log = new();

    /// <summary>A slider that is dragged makes one event, with its last value.</summary>
    [Fact]
    public void Changes_of_one_parameter_are_one_event()
    {
        for (int step = 0; step <= 200; step += 20)
        {
            Add(step, WorldEventKind.Parameter, $"sun strength is {step}", "sun strength");
        }

        WorldEvent e = Assert.Single(log.All());
        Assert.Equal((200L, "sun strength is 200"), (e.Step, e.Text));
    }

    /// <summary>So does a stroke of the brush.</summary>
    [Fact]
    public void Edits_in_a_row_are_one_event()
    {
        Add(5, WorldEventKind.Edit, "painted species 1");
        Add(25, WorldEventKind.Edit, "built walls");
        Assert.Equal("built walls", Assert.Single(log.All()).Text);
    }

    /// <summary>What differs in kind or subject, lies apart, or has something between it, stays apart.</summary>
    [Fact]
    public void Others_stay_apart()
    {
        Add(0, WorldEventKind.Parameter, "a", "a");
        Add(0, WorldEventKind.Parameter, "b", "b");
        Add(0, WorldEventKind.Parameter, "without a subject");
        Add(0, WorldEventKind.Parameter, "without a subject");
        Add(0, WorldEventKind.Edit, "edit");
        Add(21, WorldEventKind.Edit, "edit, later");
        Add(21, WorldEventKind.Respawn, "species 1 came back");
        Add(21, WorldEventKind.Respawn, "species 2 came back");
        Add(21, WorldEventKind.Edit, "edit, after others");
        Add(0, WorldEventKind.Edit, "edit, in another run");
        Assert.Equal(10, log.All().Count);
    }

    /// <summary>However many there are, the most important and the latest are there, in order.</summary>
    [Fact]
    public void What_matters_least_is_forgotten_first()
    {
        Add(0, WorldEventKind.Reset, "started again");
        Add(1, WorldEventKind.Parameter, "sun strength is 1", "sun strength");
        for (int step = 2; step < 20_000; step++)
        {
            Add(step, WorldEventKind.Respawn, "species 1 came back");
            Assert.True(log.All().Count <= EventLog.MostEvents);
        }

        IReadOnlyList<WorldEvent> kept = log.All();
        Assert.Equal(WorldEventKind.Reset, kept[0].Kind);
        Assert.Equal(WorldEventKind.Parameter, kept[1].Kind);
        Assert.Equal(kept.OrderBy(e => e.Step), kept);
        Assert.Equal(Enumerable.Range(19_500, 500).Select(step => (long)step), kept.TakeLast(500).Select(e => e.Step));
    }

    /// <summary>Where all are important, the latest are kept.</summary>
    [Fact]
    public void A_new_event_is_never_forgotten_at_once()
    {
        for (int step = 0; step < 5000; step++)
        {
            Add(step, WorldEventKind.Reset, "started again");
        }

        Add(5000, WorldEventKind.Respawn, "species 1 came back");
        Assert.Equal(WorldEventKind.Respawn, log.All()[^1].Kind);
        Assert.True(log.All().Count <= EventLog.MostEvents);
    }

    private void Add(long step, WorldEventKind kind, string text, string? subject = null) =>
        log.Add(new WorldEvent(step, kind, text, subject));
}
