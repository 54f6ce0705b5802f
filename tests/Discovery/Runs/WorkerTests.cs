using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Runs;

/// <summary>What comes of an experiment follows from what it says, whoever works on it and however often they end.</summary>
public sealed class WorkerTests : IDisposable
{
    private static readonly Lazy<string> alone = new(() =>
    {
        using TemporaryFolder folder = new();
        TinyExperiment.Work(folder.Path, TinyExperiment.Search);
        return TinyExperiment.ArchiveHash(folder.Path);
    });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Lanes come to the archive of one worker alone, and every run has one outcome.</summary>
    [Fact]
    public void Lanes_come_to_the_same()
    {
        WorkerState state = TinyExperiment.Work(folder.Path, TinyExperiment.Search, lanes: 3);
        Assert.Equal(48, state.Worlds);
        Assert.Equal(24, state.Trials);
        Assert.Equal(alone.Value, TinyExperiment.ArchiveHash(folder.Path));
    }

    /// <summary>So do workers that come and go.</summary>
    [Fact]
    public void Workers_come_and_go()
    {
        for (int runs = 1; TinyExperiment.Work(folder.Path, TinyExperiment.Search, lanes: 1 + runs % 2, runs: runs).Trials < 24; runs++)
        {
        }

        Assert.Equal(alone.Value, TinyExperiment.ArchiveHash(folder.Path));
    }

    /// <summary>So do workers at once, of which each knows nothing of the others.</summary>
    [Fact]
    public void Workers_share_the_work()
    {
        WorkerState[] states = new WorkerState[3];
        Parallel.For(0, states.Length, worker => states[worker] = TinyExperiment.Work(folder.Path, TinyExperiment.Search));
        Assert.Equal(48, states.Sum(state => state.Worlds));
        Assert.Equal(0, states.Sum(state => state.TakenOver));
        Assert.Equal(alone.Value, TinyExperiment.ArchiveHash(folder.Path));
    }

    /// <summary>Another seed comes to something else, so that the comparisons above can fail.</summary>
    [Fact]
    public void Another_seed_comes_to_something_else()
    {
        TinyExperiment.Work(folder.Path, TinyExperiment.Search.Replace("\"seed\": 3", "\"seed\": 4", StringComparison.Ordinal));
        Assert.NotEqual(alone.Value, TinyExperiment.ArchiveHash(folder.Path));
    }

    /// <summary>Who is interrupted gives back what was under way, and nothing is counted as lost.</summary>
    [Fact]
    public void Interrupted_work_is_given_back()
    {
        string endless = TinyExperiment.Search.Replace("\"burnIn\": 6", "\"burnIn\": 100000000", StringComparison.Ordinal);
        for (int time = 0; time < 5; time++)
        {
            using CancellationTokenSource interruption = new(TimeSpan.FromSeconds(0.3));
            Assert.Equal(0, TinyExperiment.Work(folder.Path, endless, lanes: 2, interruption: interruption).Worlds);
        }

        using Campaign campaign = TinyExperiment.Begin(folder.Path, endless);
        Assert.Equal(0, campaign.Folds[0].Store.TryClaim(new RunKey(0, 0), "test")!.Lost);
    }

    /// <summary>A run that ended whoever took it on three times over is given up, and the search goes on without.</summary>
    [Fact]
    public void A_run_that_ends_its_workers_is_given_up()
    {
        const int lost = 5;
        using (Campaign campaign = TinyExperiment.Begin(folder.Path, TinyExperiment.Search))
        {
            for (int attempt = 1; attempt <= 3; attempt++)
            {
                Assert.NotNull(campaign.Folds[0].Store.TryClaim(new RunKey(lost, 1), $"lost {attempt}"));
                string claim = Path.Combine(folder.Path, "claims", "00", $"{lost:D6}.1.{attempt}");
                File.SetLastWriteTimeUtc(claim, DateTime.UtcNow.AddHours(-1));
            }
        }

        WorkerState state = TinyExperiment.Work(folder.Path, TinyExperiment.Search, lanes: 2);
        Assert.Equal(1, state.TakenOver);
        using CampaignResults results = TinyExperiment.Read(folder.Path);
        Outcome given = results.Main.Trials[lost].Outcomes[1];
        Assert.Equal(OutcomeStatus.Crashed, given.Status);
        Assert.Contains("3 attempts", given.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(results.Main.Archive.Elites, elite => elite.Trial == lost);
    }

    /// <summary>Runs end in the same bits again by the recipes that their outcomes hold.</summary>
    [Fact]
    public void Outcomes_repeat()
    {
        TinyExperiment.Work(folder.Path, TinyExperiment.Search);
        using CampaignResults results = TinyExperiment.Read(folder.Path);
        using ComputeDevice device = DeviceCatalogue.Open("cpu");
        IReadOnlyList<Outcome> drawn = Replay.Draw(results, 10);
        Assert.Equal(10, drawn.DistinctBy(outcome => outcome.Run).Count());
        Assert.All(drawn, outcome => Assert.True(Replay.Of(results, outcome, device, TestContext.Current.CancellationToken).IsSame));
        Assert.False(Replay.Of(results, drawn[0] with { StateHash = "another" }, device, TestContext.Current.CancellationToken).IsSame);
    }

    /// <summary>A run that takes longer than it may is given up, and no other attempt is made.</summary>
    [Fact]
    public void Runs_that_take_too_long_are_given_up()
    {
        const string endless = """
            { "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 }, "design": "grid", "seeds": 1, "maxSeconds": 0.2,
              "observe": { "burnIn": 100000000 }, "genes": { "LearningRate": { "values": [0.0001, 0.001] } } }
            """;
        WorkerState state = TinyExperiment.Work(folder.Path, endless);
        Assert.Equal(2, state.Worlds);
        using CampaignResults results = TinyExperiment.Read(folder.Path);
        Assert.All(results.Main.Trials, trial => Assert.Equal(OutcomeStatus.Crashed, trial.Outcomes[0].Status));
        Assert.All(results.Main.Trials, trial => Assert.Equal("it took longer than 0.2 s", trial.Outcomes[0].Reason));
    }

    /// <summary>Nobody works on another experiment than the one that was begun, or on a device that rounds otherwise.</summary>
    [Fact]
    public void Others_are_refused()
    {
        TinyExperiment.Work(folder.Path, TinyExperiment.Search, runs: 1);
        string other = TinyExperiment.Search.Replace("\"window\": 6", "\"window\": 7", StringComparison.Ordinal);
        Assert.Contains(
            "window: 6 there, 7 here", Assert.Throws<UserException>(() => TinyExperiment.Work(folder.Path, other)).Message, StringComparison.Ordinal);

        string file = folder["experiment.json"];
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"arithmetic\": \"cpu", "\"arithmetic\": \"abacus", StringComparison.Ordinal));
        Assert.Contains(
            "--mixed", Assert.Throws<UserException>(() => TinyExperiment.Work(folder.Path, TinyExperiment.Search)).Message, StringComparison.Ordinal);
    }
}
