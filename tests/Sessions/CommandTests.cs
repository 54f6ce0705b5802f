using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>Commands say what is to be, are carried out in order, and are answered, whoever sends them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly HeadlessSession session =
        new(new ConfiguredWorld(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny)));

    public CommandTests()
    {
        session.World.Send(new SetPause(true));
        session.World.Start();
    }

    public void Dispose() => session.Dispose();

    /// <summary>Two who change other parameters at once both get what they asked for, and see so at once.</summary>
    [Fact]
    public async Task Two_who_ask_at_once_both_win()
    {
        for (int round = 1; round <= 200; round++)
        {
            (int steepness, int occupancy) = (1 + round % 40, 1 + round % 7);
            Task<Answer>[] answers;
            EcosystemParameters wanted;
            using (session.Hold())
            {
                using Barrier start = new(2);
                answers = await Task.WhenAll(
                    SendElsewhere(start, $"GrowthGateSteepness={steepness}"), SendElsewhere(start, $"MinOccupancy={occupancy}"));
                wanted = session.World.Wanted.Ecosystem();
            }

            Assert.All(await Task.WhenAll(answers), answer => Assert.Null(answer.Refusal));
            Assert.Equal((steepness, occupancy), (wanted.GrowthGateSteepness, wanted.MinOccupancy));
            Assert.Equal(wanted, session.Ask(world => world.Parameters));
        }
    }

    /// <summary>Of changes that come together only those that cannot be are refused.</summary>
    [Fact]
    public async Task One_is_not_refused_with_another()
    {
        Task<Answer> first;
        Task<Answer> bad;
        Task<Answer> last;
        using (session.Hold())
        {
            first = session.World.Send(HeadlessSession.Change("GrowthGateSteepness=7"));
            bad = session.World.Send(HeadlessSession.Change("LearningRate[9]=1"));
            last = session.World.Send(HeadlessSession.Change("MinOccupancy=3"));
        }

        Assert.Null((await first).Refusal);
        Assert.Contains("species 9", (await bad).Refusal, StringComparison.Ordinal);
        Assert.Null((await last).Refusal);
        EcosystemParameters made = session.Ask(world => world.Parameters).Ecosystem();
        Assert.Equal((7, 3), (made.GrowthGateSteepness, made.MinOccupancy));
        Assert.Equal(made, session.World.Wanted);
    }

    /// <summary>Asking twice for one thing is asking once, and what is wanted is known before it is done.</summary>
    [Fact]
    public void Commands_say_what_is_to_be()
    {
        Assert.True(session.World.WantsPause);
        session.Send(new SetPause(true));
        session.Send(new SetPause(true));
        session.Until(() => session.World.Snapshot.IsPaused, "a pause");
        session.Send(new SetPause(false));
        session.Until(() => !session.World.Snapshot.IsPaused, "an end of the pause");
        session.World.Send(new TakeSteps());
        Assert.True(session.World.WantsPause);
        session.World.Send(new SetPace(Pace.All[0]));
        Assert.Equal(Pace.All[0], session.World.WantedPace);
        session.Until(() => session.World.Snapshot is { IsPaused: true } news && news.Pace == Pace.All[0], "both");
    }

    /// <summary>Every kind of command is carried out, or declined with a reason.</summary>
    [Fact]
    public void Every_command_is_answered()
    {
        (SessionCommand Command, string? Refusal)[] cases =
        [
            (new SetPause(true), null),
            (new SetPace(Pace.Default), null),
            (new TakeSteps(), null),
            (new Act(new BeginEdit(), new DrawStroke(Brush.Wall, 0, 1, 1, 4, 1, 1)), null),
            (new Act(new UndoEdit()), null),
            (new Undo(), "there is nothing to take back"),
            (new Act(new ResetWorld()), null),
            (new Undo(), null),
            (new Redo(), null),
            (new Redo(), "there is nothing to do again"),
            (new Act(new DrawStroke(Brush.Paint, 9, 1, 1, 2, 2, 1)), "there is no species 9; this world has 1 to 3"),
            (new TakeOver(), "there is no recipe to take over from"),
            (new SaveCheckpoint(), null),
            (new Restore("run1-000000"), null),
            (new Restore("run7-000000"), "nothing was kept under the name 'run7-000000'"),
            (new Branch("run1-000000"), null),
            (new Rename("run1-000000", "first"), null),
            (new Export("run1-000000 first", session["export.eco"]), null),
            (new Delete("run1-000000 first"), null),
            (new OpenWorld(session["export.eco"]), null),
            (new BeginWorld("small", 24, 24), null),
            (new BeginRecording("film", HeadlessSession.Style), "there is no way to record 'film'"),
            (new EndRecording("film"), "nothing is recorded as film"),
        ];
        Assert.All(cases, one => Assert.Equal(one.Refusal, session.Send(one.Command).Refusal));

        // A picture goes where the program was started, which is no place for a test.
        Type[] kinds = [.. typeof(SessionCommand).Assembly.GetTypes().Where(type => type.BaseType == typeof(SessionCommand))];
        Assert.Equal(kinds.Except([typeof(SavePicture)]).ToHashSet(), cases.Select(one => one.Command.GetType()).ToHashSet());
    }

    /// <summary>Nobody waits for a session that has ended.</summary>
    [Fact]
    public async Task A_session_that_has_ended_says_so()
    {
        using HeadlessSession unstarted = new(new ConfiguredWorld(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny)));
        Task<Answer> waiting = unstarted.World.Send(new TakeSteps());
        Assert.False(waiting.IsCompleted);
        unstarted.World.Dispose();
        Assert.Equal("the session has ended", (await waiting).Refusal);
        Assert.Equal("the session has ended", (await unstarted.World.Send(new TakeSteps())).Refusal);
    }

    // On a thread of its own, at the same time as another.
    private Task<Task<Answer>> SendElsewhere(Barrier start, string assignment) => Task.Factory.StartNew(
        () =>
        {
            start.SignalAndWait(TestContext.Current.CancellationToken);
            return session.World.Send(HeadlessSession.Change(assignment));
        },
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
