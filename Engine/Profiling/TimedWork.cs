using System.Diagnostics;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>
/// One kind of work and its measurements. What is short is repeated within a measurement, until neither the clock nor
/// the wait at its end matters.
/// </summary>
internal sealed class TimedWork(Launcher launcher, Action run)
{
    private const int WarmUps = 3;
    private const double ShortestMeasurement = 0.02;
    private const int MostRuns = 100;

    private readonly List<Sample> samples = [];
    private readonly List<double> overheads = [];
    private int runs = 1;

    /// <summary>Median time of one run.</summary>
    public double Seconds => Median.Of(samples.Select(sample => sample.Seconds));

    /// <summary>Runs until everything is compiled and in place.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public void WarmUp(CancellationToken interruption)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            interruption.ThrowIfCancellationRequested();
            Measure();
        }

        runs = (int)Math.Clamp(ShortestMeasurement / Seconds, 1, MostRuns);
        samples.Clear();
    }

    /// <summary>Takes one measurement.</summary>
    public void Measure()
    {
        launcher.Finish();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan busy = launcher.BusyTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++)
        {
            run();
        }

        launcher.Finish();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        samples.Add(new Sample(
            seconds / runs,
            (launcher.BusyTime - busy).TotalSeconds / seconds / launcher.Device.Workers,
            (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / runs));
    }

    /// <summary>Runs once with a log of every launch.</summary>
    public IReadOnlyList<LaunchTime> Log()
    {
        launcher.Finish();
        using LaunchLog log = new();
        launcher.Log = log;
        try
        {
            long start = Stopwatch.GetTimestamp();
            run();
            launcher.Finish();
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            overheads.Add(1 - log.Launches.Sum(launch => launch.Milliseconds) / milliseconds);
            return log.Launches;
        }
        finally
        {
            launcher.Log = null;
        }
    }

    /// <summary>The medians, for a kind of step whose launches were logged too.</summary>
    public StepProfile Report(double networkSeconds)
    {
        bool simd = launcher.Device.RunsSimdBodies;
        return new StepProfile(
            1e3 * Seconds,
            Seconds / networkSeconds,
            simd ? Median.Of(samples.Select(sample => sample.BusyShare)) : null,
            simd ? Median.Of(overheads) : null,
            Median.Of(samples.Select(sample => sample.AllocatedBytes)));
    }

    private readonly record struct Sample(double Seconds, double BusyShare, double AllocatedBytes);
}
