using System.Globalization;

namespace GpuEcosystem.Cli.Output;

/// <summary>Tells a log now and then how far long work has come.</summary>
/// <param name="label">What is done.</param>
/// <param name="total">How many parts it has.</param>
/// <param name="note">Is told.</param>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(string label, long total, Action<string> note, TimeProvider time)
{
    /// <summary>From one line to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly long start = time.GetTimestamp();
    private long last = time.GetTimestamp();

    /// <summary>Takes note that so many parts are done.</summary>
    public void Beat(long done)
    {
        if (time.GetElapsedTime(last) < Interval || done == 0)
        {
            return;
        }

        last = time.GetTimestamp();
        double perSecond = done / time.GetElapsedTime(start).TotalSeconds;
        TimeSpan left = TimeSpan.FromSeconds(Math.Min((total - done) / perSecond, TimeSpan.MaxValue.TotalSeconds / 2));
        note(string.Create(
            CultureInfo.InvariantCulture,
            $"{label}: {done} of {total}, {perSecond:0.0} a second, {(long)left.TotalHours}:{left:mm\\:ss} left"));
    }
}
