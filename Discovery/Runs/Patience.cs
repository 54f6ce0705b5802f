using System.Diagnostics;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Asks a store that is away again and again, for a while: a full disk or a server that starts anew must cost no run and no worker.</summary>
/// <param name="pause">From one time to the next.</param>
/// <param name="longest">After this it gives up.</param>
/// <param name="note">Is told what the store says when it goes away.</param>
internal sealed class Patience(TimeSpan pause, TimeSpan longest, Action<string> note)
{
    private int waiting;

    /// <summary>Whether somebody waits for the store now; until then nobody should ask anything new of it.</summary>
    public bool IsNeeded => Volatile.Read(ref waiting) > 0;

    /// <summary>Does what needs the store.</summary>
    /// <param name="work">It, once or several times.</param>
    /// <param name="interruption">Ends the waiting.</param>
    /// <returns>Whether it was done; not where the store was away and the waiting was ended.</returns>
    /// <exception cref="UserException">What the store holds is not what it should be.</exception>
    /// <exception cref="StoreAwayException">The store was away for too long.</exception>
    public bool Try(Action work, CancellationToken interruption)
    {
        try
        {
            work();
            return true;
        }
        catch (UserException exception) when (StoreAwayException.MayBeOverSoon(exception))
        {
            if (Interlocked.Increment(ref waiting) == 1 && !interruption.IsCancellationRequested)
            {
                note($"{exception.Message}; waiting for it");
            }

            try
            {
                return TryAgain(work, interruption);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }
    }

    private bool TryAgain(Action work, CancellationToken interruption)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!interruption.WaitHandle.WaitOne(pause))
        {
            try
            {
                work();
                return true;
            }
            catch (UserException exception) when (StoreAwayException.MayBeOverSoon(exception))
            {
                if (Stopwatch.GetElapsedTime(begin) > longest)
                {
                    throw new StoreAwayException(longest, exception);
                }
            }
        }

        return false;
    }
}
