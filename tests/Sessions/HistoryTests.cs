using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Timeline;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>What is kept of a run of any length.</summary>
public class HistoryTests
{
    /// <summary>However many observations there are: few are kept, at even distances, from the first to the last.</summary>
    [Fact]
    public void Samples_stay_few_even_and_complete()
    {
        History history = new();
        for (int i = 0; i < 100_000; i++)
        {
            history.Add(Observation(3 * i), 100);
            if (i % 997 == 0 || i > 99_000)
            {
                Check(history.Samples(), i);
            }
        }

        Assert.True(history.Samples().Count > History.MostSamples / 2);
    }

    private static void Check(IReadOnlyList<HistorySample> samples, int last)
    {
        Assert.True(samples.Count <= History.MostSamples);
        Assert.Equal(0, samples[0].Step);
        Assert.Equal(3 * last, samples[^1].Step);
        Assert.All(samples, sample => Assert.Equal(3 * sample.Observation, sample.Step));

        // The last observation comes as soon as it is there, the others at one distance.
        long[] distances = [.. samples.Zip(samples.Skip(1), (a, b) => b.Observation - a.Observation)];
        Assert.True(distances.SkipLast(1).Distinct().Count() <= 1);
        Assert.All(distances, distance => Assert.InRange(distance, 1, distances[0]));
    }

    /// <summary>Until there are too many, all are kept.</summary>
    [Fact]
    public void Short_runs_keep_everything()
    {
        History history = new();
        Assert.Empty(history.Samples());
        for (int i = 0; i < History.MostSamples - 1; i++)
        {
            history.Add(Observation(i), 100);
            Assert.Equal(i + 1, history.Samples().Count);
        }
    }

    /// <summary>Shares are those of the territory.</summary>
    [Fact]
    public void A_sample_holds_what_was_observed()
    {
        History history = new();
        history.Add(Observation(5), 100);
        HistorySample sample = Assert.Single(history.Samples());
        Assert.Equal(5, sample.Step);
        Assert.Equal([0.5f, 0.3f, 0.2f], sample.Shares);
        Assert.Equal(0.75f, sample.Entropy);
        Assert.Equal(1.5f, sample.Loss);
    }

    /// <summary>Steps may go back; order and events' places do not.</summary>
    [Fact]
    public void A_world_that_starts_again_goes_on_in_the_same_history()
    {
        History history = new();
        history.Add(Observation(7), 100);
        history.Add(new WorldEvent(7, WorldEventKind.Reset, "started again"));
        history.Add(Observation(0), 100);
        history.Add(new WorldEvent(0, WorldEventKind.Edit, "painted species 1"));
        Assert.Equal([7L, 0L], history.Samples().Select(sample => sample.Step));
        Assert.Equal([1L, 2L], history.Events().Select(e => e.Observation));
    }

    /// <summary>Another thread may read a list while this one goes on.</summary>
    [Fact]
    public void Lists_do_not_change_once_handed_out()
    {
        History history = new();
        history.Add(Observation(0), 100);
        history.Add(new WorldEvent(0, WorldEventKind.Edit, "painted species 1"));
        IReadOnlyList<HistorySample> samples = history.Samples();
        IReadOnlyList<WorldEvent> events = history.Events();
        HistorySample sample = samples[0];
        for (int i = 1; i < 5000; i++)
        {
            history.Add(Observation(i), 100);
            history.Add(new WorldEvent(i, i % 2 == 0 ? WorldEventKind.Edit : WorldEventKind.Respawn, "later"));
        }

        Assert.Same(sample, Assert.Single(samples));
        Assert.Equal("painted species 1", Assert.Single(events).Text);
        Assert.Throws<NotSupportedException>(() => ((IList<HistorySample>)samples)[0] = sample with { Step = 1 });
        Assert.Throws<NotSupportedException>(() => ((IList<WorldEvent>)events).Clear());
    }

    private static Metrics Observation(long step) =>
        new(step, [50, 30, 20], [50, 30, 20], 0, 0.75f, 1.5f, 1, 0, [0, 0], null, null, null);
}
