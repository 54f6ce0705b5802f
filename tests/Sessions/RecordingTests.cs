using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>What is recorded sees the world from then on as often as it wants to, and is completed whatever ends it.</summary>
public sealed class RecordingTests : IDisposable
{
    private readonly List<Record> records = [];
    private readonly HeadlessSession session;

    public RecordingTests()
    {
        session = new HeadlessSession(
            new ConfiguredWorld(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny)),
            recorders: [new Recorder("film", ".test", (path, style, _) => Begin(path, style.Layer))]);
        session.World.Send(new SetPause(true));
        session.World.Start();
        session.StepTo(1);
    }

    public void Dispose() => session.Dispose();

    /// <summary>It sees the start and every second step, and is completed once when it is stopped.</summary>
    [Fact]
    public void A_record()
    {
        Assert.Null(session.Send(new BeginRecording("film", HeadlessSession.Style)).Refusal);
        Assert.Equal("film-000001.test is being recorded already", session.Send(new BeginRecording("film", HeadlessSession.Style)).Refusal);
        session.Until(() => session.World.Snapshot.Recordings[0].File == "film-000001.test", "a record");
        session.StepTo(6);
        Assert.Null(session.Send(new EndRecording("film")).Refusal);
        Assert.Equal("wrote film-000001.test", session.World.Notice!.Text);
        session.Until(() => session.World.Snapshot.Recordings[0].File is null, "an end");
        session.StepTo(8);
        Assert.Equal("film-000001.test begin 1 2 4 6 finish dispose", Assert.Single(records).ToString());
        Assert.Equal("nothing is recorded as film", session.Send(new EndRecording("film")).Refusal);
        Assert.Equal("there is no way to record 'sound'", session.Send(new BeginRecording("sound", HeadlessSession.Style)).Refusal);
    }

    /// <summary>Leaving completes it, and so does a world that is another one from then on; one that starts again goes on.</summary>
    [Theory]
    [InlineData("", "1 2 finish dispose")]
    [InlineData("GridWidth=20", "1 finish dispose")]
    [InlineData("Species=2", "1 finish dispose")]
    [InlineData("Dropout=0.02", "1 2 finish dispose")]
    public void What_ends_it(string change, string seen)
    {
        session.Send(new BeginRecording("film", HeadlessSession.Style));
        if (change.Length > 0)
        {
            session.Assign(change);
        }

        session.StepTo(2);
        session.World.Dispose();
        Assert.Equal($"film-000001.test begin {seen}", Assert.Single(records).ToString());
    }

    /// <summary>What cannot be recorded any more ends, and the world does not.</summary>
    [Fact]
    public void What_fails()
    {
        session.Send(new BeginRecording("film", HeadlessSession.Style));
        records[0].Fails = true;
        session.StepTo(2);
        session.Until(() => session.World.Notice is { IsWarning: true }, "a warning");
        Assert.Equal("film-000001.test ends here: the disk is full", session.World.Notice!.Text);
        session.StepTo(4);
        Assert.Equal("film-000001.test begin 1 dispose", Assert.Single(records).ToString());
    }

    private Record Begin(string path, LayerChoice layer)
    {
        Assert.Equal(LayerChoice.Default, layer);
        Record record = new(path);
        records.Add(record);
        return record;
    }

    private sealed class Record(string path) : RunObserver(2)
    {
        private readonly List<string> calls = [path];

        public bool Fails { get; set; }

        public override string ToString() => string.Join(' ', calls);

        public override void Begin(ConfiguredWorld world) => calls.Add("begin");

        public override void Observe(ConfiguredWorld world)
        {
            if (Fails)
            {
                throw new UserException("the disk is full");
            }

            calls.Add($"{world.World.StepNumber}");
        }

        public override void Finish(ConfiguredWorld world) => calls.Add("finish");

        protected override void Dispose(bool disposing)
        {
            calls.Add("dispose");
            base.Dispose(disposing);
        }
    }
}
