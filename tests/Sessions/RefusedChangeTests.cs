using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>
/// What memory has no room for is answered with a refusal, wherever memory runs out, and the world that somebody watches is what it
/// was: it steps, and its moments are kept.
/// </summary>
public sealed class RefusedChangeTests : IDisposable
{
    private readonly FailingBook book = new();
    private readonly ComputeDevice device = DeviceCatalogue.Open("cpu");
    private readonly HeadlessSession session;

    public RefusedChangeTests()
    {
        device.Memory = book;
        session = new HeadlessSession(new ConfiguredWorld(device, SavedWorlds.Start(LearningWorlds.Tiny)));
        session.World.Send(new SetPause(true));
        session.World.Start();
        session.StepTo(2);
    }

    public void Dispose()
    {
        session.Dispose();
        device.Dispose();
    }

    [Theory]
    [InlineData("GridWidth=40")]
    [InlineData("Species=5")]
    [InlineData("NetworkDepth=2")]
    [InlineData("SunMode=Spatial")]
    [InlineData("TrainRegion=90")]
    public void A_change_is_refused(string assignment) =>
        AssertRefused(HeadlessSession.Change(assignment), () => Assert.NotEqual(LearningWorlds.Tiny, session.Ask(world => world.Parameters)));

    [Fact]
    public void Going_back_is_refused()
    {
        Assert.Null(session.Send(new SaveCheckpoint()).Refusal);
        session.Until(() => session.World.Snapshot.Checkpoints.Count == 1, "a checkpoint");
        string name = session.World.Snapshot.Checkpoints[0].Name;
        AssertRefused(new Restore(name), () => Assert.Equal(2, session.Ask(world => world.StepNumber)));
    }

    private void AssertRefused(SessionCommand command, Action done)
    {
        WorldParameters rules = session.Ask(world => world.Parameters);
        int refusals = 0;
        for (int n = 1; ; n += 4)
        {
            string before = session.Ask(world => world.StateHash());
            book.FailAt(n);
            Answer answer = session.Send(command);
            book.FailAt(0);
            if (answer.Refusal is null)
            {
                break;
            }

            refusals++;
            Assert.Contains("no room", answer.Refusal, StringComparison.Ordinal);
            Assert.Equal(before, session.Ask(world => world.StateHash()));
            Assert.Equal(rules, session.World.Wanted);
            session.StepTo(session.World.StepsTaken + 1);
        }

        Assert.True(refusals > 5);
        done();
        session.StepTo(session.World.StepsTaken + 1);
        Assert.Null(session.Send(new SaveCheckpoint()).Refusal);
    }
}
