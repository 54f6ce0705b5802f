namespace GpuEcosystem.Web.Sockets;

/// <summary>Wakes one who sleeps; rung while nobody sleeps, it wakes the next one at once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim rings = new(0);
    private int isRung;

    /// <summary>Rings. Any thread.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref isRung, 1) != 0)
        {
            return;
        }

        try
        {
            rings.Release();
        }
        catch (ObjectDisposedException)
        {
            // Nobody sleeps here any more.
        }
    }

    /// <summary>Sleeps until it rings or time is over.</summary>
    public async Task Sleep(TimeSpan longest, CancellationToken cancellation)
    {
        if (await rings.WaitAsync(longest, cancellation))
        {
            Volatile.Write(ref isRung, 0);
        }
    }

    public void Dispose() => rings.Dispose();
}
