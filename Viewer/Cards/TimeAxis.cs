using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.View;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>
/// The time axis that all plots share. It goes by samples, not by steps, since steps go back when a world starts again.
/// </summary>
internal sealed class TimeAxis
{
    /// <summary>Height of the labels.</summary>
    public const float LabelHeight = 14;

    private const float LabelSize = 10.5f;
    private const float LabelGap = 10;

    // Parts of the distance between labels, of which one is not seen.
    private const long NearlyRound = 10;

    private readonly IReadOnlyList<HistorySample> samples;
    private readonly float left;
    private readonly float right;

    /// <summary>The axis of some samples, at least one, of which a part is shown.</summary>
    public TimeAxis(IReadOnlyList<HistorySample> samples, TimeView time, float left, float right)
    {
        this.samples = samples;
        this.left = left;
        this.right = right;
        (First, Last) = time.In(samples);
    }

    /// <summary>Where among the samples it begins, which may be between two.</summary>
    public double First { get; }

    /// <summary>Where it ends.</summary>
    public double Last { get; }

    /// <summary>Whether any of a sample's way to its neighbours is shown.</summary>
    public bool Reaches(int sample) => sample > First - 1 && sample < Last + 1;

    /// <summary>Where a sample lies; those between two samples may be asked for.</summary>
    public float X(double sample) => Last > First ? left + (float)((sample - First) / (Last - First) * (right - left)) : left;

    /// <summary>Whether it has a place among the samples.</summary>
    public bool Shows(double sample) => sample >= First && sample <= Last;

    /// <summary>The first sample from an event on.</summary>
    public int SampleOf(WorldEvent e)
    {
        int low = 0;
        int high = samples.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = samples[middle].Observation < e.Observation ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Draws round numbers of steps, first those at which a run starts, and a fine line above each.</summary>
    /// <param name="ink">With what.</param>
    /// <param name="top">Where the lines begin.</param>
    /// <param name="bottom">Where they end, and labels begin.</param>
    public void Draw(Ink ink, float top, float bottom)
    {
        List<(float Left, float Right)> taken = [];
        foreach ((double sample, long step, _) in RoundSteps().Where(mark => Shows(mark.Sample)).OrderBy(mark => !mark.StartsRun))
        {
            string text = NumberText.Short(step);
            float half = Ink.Measure(text, LabelSize) / 2;
            float center = Math.Clamp(X(sample), left + half, right - half);
            if (taken.Any(label => center - half < label.Right + LabelGap && center + half > label.Left - LabelGap))
            {
                continue;
            }

            float at = Math.Clamp(X(sample), left + 0.5f, right - 0.5f);
            ink.Line(at, top, at, bottom, Theme.Line);
            ink.Text(text, center, bottom + LabelHeight / 2 + 1, Theme.Muted, LabelSize, align: TextAlign.Center);
            taken.Add((center - half, center + half));
        }
    }

    // The first sample of each run too, where its step is nearly round: the very first may have been left out.
    private IEnumerable<(double Sample, long Step, bool StartsRun)> RoundSteps()
    {
        long interval = Interval();
        for (int i = 0; i < samples.Count; i++)
        {
            long step = samples[i].Step;
            if (!Reaches(i))
            {
                continue;
            }

            if (i == 0 || step < samples[i - 1].Step)
            {
                if (step % interval <= interval / NearlyRound)
                {
                    yield return (i, step - step % interval, true);
                }

                continue;
            }

            long before = samples[i - 1].Step;
            for (long round = (before / interval + 1) * interval; round <= step; round += interval)
            {
                yield return (i - 1 + (double)(round - before) / (step - before), round, false);
            }
        }
    }

    // 1, 2 or 5 times a power of ten, so that labels have room and a little more.
    private long Interval()
    {
        long all = 0;
        for (int i = (int)First + 1; i <= Last; i++)
        {
            all += Math.Max(0, samples[i].Step - samples[i - 1].Step);
        }

        float room = Ink.Measure(NumberText.Whole(samples.Max(sample => sample.Step)), LabelSize) + 1.4f * LabelGap;
        double least = all * room / (right - left);
        long power = 1;
        while (power * 10 <= least)
        {
            power *= 10;
        }

        long[] factors = [1, 2, 5, 10];
        return power * factors.First(factor => power * factor >= least || factor == 10);
    }
}
