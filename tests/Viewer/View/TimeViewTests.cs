using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.View;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.View;

/// <summary>Plots show a part of the time, and the same part when fewer samples of it are kept.</summary>
public sealed class TimeViewTests
{
    private static readonly HistorySample[] samples = Samples(101, 1);

    private readonly TimeView time = new();

    [Fact]
    public void At_first_all_is_shown()
    {
        Assert.Equal((0, 100), time.In(samples));
        Assert.Equal((0, 0), time.In([]));
        time.ZoomAt(0.5, 2, samples);
        time.Move(1, samples);
        Assert.True(time.IsAll);
    }

    /// <summary>What lies under the pointer stays there.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    public void It_zooms_about_a_place(double share)
    {
        int pointed = time.SampleAt(share, samples);
        time.ZoomAt(share, 0.5, samples);
        (double first, double last) = time.In(samples);
        Assert.Equal(50, last - first, 6);
        Assert.Equal(pointed, time.SampleAt(share, samples));
        time.ZoomAt(share, 2, samples);
        Assert.True(time.IsAll);
    }

    [Fact]
    public void It_moves_no_farther_than_there_is_something()
    {
        time.ZoomAt(0.5, 0.2, samples);
        Assert.Equal((40, 60), time.In(samples));
        time.Move(0.5, samples);
        Assert.Equal((50, 70), time.In(samples));
        time.Move(-100, samples);
        Assert.Equal((0, 20), time.In(samples));
        time.Move(100, samples);
        Assert.Equal((80, 100), time.In(samples));
        time.ShowAll();
        Assert.Equal((0, 100), time.In(samples));
    }

    [Fact]
    public void A_few_samples_are_the_least()
    {
        for (int i = 0; i < 50; i++)
        {
            time.ZoomAt(0.3, 0.8, samples);
        }

        (double first, double last) = time.In(samples);
        Assert.InRange(last - first, 4, 5);
    }

    /// <summary>More comes, and of what was there every other sample goes: the same time is shown.</summary>
    [Fact]
    public void It_stays_while_history_grows_and_thins()
    {
        time.ZoomAt(0.5, 0.2, samples);
        HistorySample[] later = Samples(151, 2);
        (double first, double last) = time.In(later);
        Assert.Equal((20, 30), (first, last));
        Assert.Equal(40, later[time.SampleAt(0, later)].Observation);

        // Of another world there may be less.
        Assert.Equal((0, 4), time.In(Samples(5, 1)));
    }

    private static HistorySample[] Samples(int count, int interval) =>
        [.. Enumerable.Range(0, count).Select(i => new HistorySample(i * interval, [1], 0, null) { Observation = i * interval })];
}
