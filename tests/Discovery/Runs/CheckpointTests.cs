using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Engine.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Runs;

/// <summary>A run that was stopped on its way goes on from there, and comes to what it would have come to.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string Long = """
        { "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 }, "design": "grid", "seeds": 1, "checkpointEvery": 50,
          "observe": { "burnIn": 100, "frames": 4, "every": 100 }, "genes": { "LearningRate": { "values": [0.0001] } } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Stopped after its first looks, it goes on with what it saw; the file is gone afterwards. One that finds another world in its place
    /// comes to something else, so that it is not simply made anew.
    /// </summary>
    [Fact]
    public void A_stopped_run_goes_on()
    {
        Outcome whole = Finish("whole", Long);
        Stop("stopped", Long);
        Assert.InRange(WorldFile.ReadPlace(UnderWay("stopped")).Step, 200, 400);

        string other = Long.Replace("\"design\"", "\"seed\": 9, \"design\"", StringComparison.Ordinal);
        Stop("other", other);
        File.Copy(UnderWay("stopped"), UnderWay("other"), overwrite: true);

        Outcome stopped = Finish("stopped", Long);
        Assert.Equal((whole.StateHash, whole.Steps), (stopped.StateHash, stopped.Steps));
        Assert.Equal(whole.Descriptors, stopped.Descriptors);
        Assert.False(File.Exists(UnderWay("stopped")));
        Assert.Equal(whole.StateHash, Finish("other", other).StateHash);
    }

    /// <summary>What cannot be read costs the way so far, and nothing else.</summary>
    [Fact]
    public void A_damaged_world_begins_anew()
    {
        Outcome whole = Finish("whole", Long);
        Stop("damaged", Long);
        File.WriteAllText(UnderWay("damaged"), "nonsense");
        Assert.Equal(whole.StateHash, Finish("damaged", Long).StateHash);
    }

    private string UnderWay(string name) => Path.Combine(folder[name], "worlds", "00", "000000.0.underway.eco");

    private Outcome Finish(string name, string experiment)
    {
        TinyExperiment.Work(folder[name], experiment);
        using CampaignResults results = TinyExperiment.Read(folder[name]);
        return results.Main.Trials[0].Outcomes[0];
    }

    // After two looks.
    private void Stop(string name, string experiment)
    {
        using CancellationTokenSource interruption = new();
        bool ended = false;
        Thread watch = new(() =>
        {
            while (!Volatile.Read(ref ended) && !(File.Exists(UnderWay(name)) && WorldFile.ReadPlace(UnderWay(name)).Step >= 200))
            {
                Thread.Sleep(1);
            }

            interruption.Cancel();
        });
        watch.Start();
        TinyExperiment.Work(folder[name], experiment, interruption: interruption);
        Volatile.Write(ref ended, true);
        watch.Join();
        Assert.True(File.Exists(UnderWay(name)));
    }
}
