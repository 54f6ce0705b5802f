using System.Diagnostics;

namespace GpuEcosystem.Sessions;

/// <summary>How often something happened of late.</summary>
public sealed class RateMeter
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Queue<long> times = new();

    /// <summary>Counts one.</summary>
    public void Tick()
    {
        times.Enqueue(Stopwatch.GetTimestamp());
        Forget();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => times.Clear();

    /// <summary>Times a second, between the first and the last of the last two seconds; 0 for fewer than two.</summary>
    public double PerSecond
    {
        get
        {
            Forget();
            return times.Count < 2
                ? 0
                : (times.Count - 1) / Stopwatch.GetElapsedTime(times.Peek(), Stopwatch.GetTimestamp()).TotalSeconds;
        }
    }

    // Two are kept however old they are, for steps that take long.
    private void Forget()
    {
        while (times.Count > 2 && Stopwatch.GetElapsedTime(times.Peek()) > Window)
        {
            times.Dequeue();
        }
    }
}
