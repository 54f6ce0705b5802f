using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>Whatever a world dies of, it goes back to its newest autosave, unless its recipe has more to tell.</summary>
public class DeathTests
{
    private const int Checkup = 50;
    private const int Interval = 5;

    // Twice it was mended, and a third time is one too many. Long before the next look at its health, and between two autosaves.
    private const int Poisoned = 2 * Checkup + 12;

    // New networks leave nothing to go back to, so the world's health is looked at before.
    private const string Fatal = "Species=4";

    private static readonly TimedAction deadly =
        new(Poisoned + 1, new ChangeParameters([EcosystemCatalogue.Instance.Parse(Fatal)]));

    /// <summary>Of a step.</summary>
    [Fact]
    public void A_world_that_dies_of_a_step_goes_back()
    {
        using HeadlessSession session = Poison();
        session.StepTo(3 * Checkup);
        AssertWentBack(session, to: 10);
    }

    /// <summary>Of what somebody changes, who is told so.</summary>
    [Fact]
    public void A_world_that_dies_of_a_live_change_goes_back()
    {
        using HeadlessSession session = Poison();
        Answer answer = session.Assign(Fatal);
        Assert.Contains("not finite", answer.Refusal, StringComparison.Ordinal);
        AssertWentBack(session, to: 10);
        Assert.Equal(LearningWorlds.Tiny.Species, session.Ask(world => world.Parameters.Species));
    }

    /// <summary>Of what somebody changes while a recipe would have gone on.</summary>
    [Fact]
    public void Whoever_lets_it_die_has_taken_over()
    {
        using HeadlessSession session = Poison(new TimedAction(1000, new ResetWorld()));
        session.Assign(Fatal);
        AssertWentBack(session, to: 10);
        session.Until(() => !session.World.Snapshot.IsReplay, "an end of the replay");
    }

    /// <summary>Of the last thing that its recipe does.</summary>
    [Fact]
    public void A_world_that_dies_of_its_recipe_goes_back()
    {
        using HeadlessSession session = Poison(deadly);
        session.StepTo(Poisoned + 1);
        AssertWentBack(session, to: 10);
    }

    /// <summary>A recipe that goes on may tell how the world was brought back.</summary>
    [Fact]
    public void A_recipe_with_more_to_tell_goes_on()
    {
        using HeadlessSession session = Poison(deadly, new TimedAction(Poisoned + 2, new ResetWorld()));
        session.StepTo(Poisoned + 1);
        session.Until(
            () => session.World.Notice?.Text.StartsWith("the world died, but its recipe goes on: ", StringComparison.Ordinal) == true,
            "a notice");
        session.StepTo(Poisoned + 4);
        Assert.Equal(2, session.Ask(world => world.StepNumber));
        Assert.Null(session.World.Snapshot.Death);
        Assert.DoesNotContain(session.World.Snapshot.Events, e => e.Text.StartsWith("died", StringComparison.Ordinal));
    }

    /// <summary>Where nothing was saved the world stays dead, and says why.</summary>
    [Fact]
    public void A_world_without_autosaves_stays_dead()
    {
        using HeadlessSession session = Poison(interval: 0);
        session.Assign(Fatal);
        session.Until(() => session.World.Snapshot.Death is not null, "a death");
        session.Send(new SetPause(false));
        Assert.Equal(Poisoned, session.World.StepsTaken);
    }

    private static HeadlessSession Poison(params ImmutableArray<TimedAction> actions) => Poison(Interval, actions);

    // A world that is ruined as soon as it takes a step, or before.
    private static HeadlessSession Poison(long interval, params ImmutableArray<TimedAction> actions)
    {
        ConfiguredWorld world = new(Devices.Open("cpu"), new Recipe(SavedWorlds.Start(LearningWorlds.Tiny), actions));
        HeadlessSession session = new(world, interval);
        session.World.Send(new SetPause(true));
        session.World.Start();
        foreach (int stepsTaken in (int[])[Checkup - 1, 2 * Checkup - 1, Poisoned])
        {
            session.StepTo(stepsTaken);
            session.Ask(ecosystem =>
            {
                ecosystem.Poison(species: 1, float.NaN);
                return true;
            });
        }

        return session;
    }

    private static void AssertWentBack(HeadlessSession session, long to)
    {
        session.Until(
            () => session.World.Snapshot.Events.Any(e => e.Text.StartsWith("died and went back", StringComparison.Ordinal)), "going back");
        Assert.Null(session.World.Snapshot.Death);
        Assert.Equal(to, session.Ask(world => world.StepNumber));
        Assert.Contains("learns 2 times as slowly", session.World.Notice!.Text, StringComparison.Ordinal);
        session.StepTo(session.World.StepsTaken + 2);
        Assert.Equal(to + 2, session.Ask(world => world.StepNumber));
    }
}
