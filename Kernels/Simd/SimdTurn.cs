using System.Diagnostics;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Which operation's turn it is. A worker that has nothing to do waits a moment for the next turn, which mostly comes within
/// microseconds. Where another worker has lost its core it takes milliseconds, which nobody should spin away.
/// </summary>
internal sealed class SimdTurn
{
    // 50 microseconds: going to sleep and being woken up take about as long.
    private static readonly long patience = Stopwatch.Frequency / 20_000;

    private readonly object gate = new();
    private uint current;
    private int asleep;

    /// <summary>The number of the operation whose turn it is.</summary>
    public uint Current => Volatile.Read(ref current);

    /// <summary>Makes it another operation's turn, and wakes whoever sleeps.</summary>
    public void MoveTo(uint operation)
    {
        Interlocked.Exchange(ref current, operation);
        if (Volatile.Read(ref asleep) != 0)
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Waits a moment for another operation's turn.</summary>
    /// <returns>Whether it came.</returns>
    public bool MovesSoonFrom(uint operation)
    {
        long start = Stopwatch.GetTimestamp();
        while (Current == operation)
        {
            if (Stopwatch.GetTimestamp() - start > patience)
            {
                return false;
            }

            Thread.SpinWait(2);
        }

        return true;
    }

    /// <summary>Waits for another operation's turn, asleep if it takes long. One thread alone may wait so.</summary>
    public void WaitToMoveFrom(uint operation)
    {
        if (MovesSoonFrom(operation))
        {
            return;
        }

        lock (gate)
        {
            // Either this thread sees that it is another turn, or who makes it so sees that this thread sleeps.
            Interlocked.Exchange(ref asleep, 1);
            while (Current == operation)
            {
                Monitor.Wait(gate);
            }

            Volatile.Write(ref asleep, 0);
        }
    }
}
