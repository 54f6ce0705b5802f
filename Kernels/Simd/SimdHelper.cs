namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// A worker of a queue beside the thread that runs it: a thread of the pool, which comes when it gets a core and goes when it
/// finds nothing to do.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="worker">Which of its workers, 1 or more.</param>
internal sealed class SimdHelper(SimdQueue queue, int worker) : IThreadPoolWorkItem
{
    private int invited;

    /// <summary>Asks for help, unless it is on its way already.</summary>
    public void Invite()
    {
        if (Volatile.Read(ref invited) == 0 && Interlocked.Exchange(ref invited, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        BusyThreads.Enter();
        queue.Help(worker);
        BusyThreads.Leave();
        Volatile.Write(ref invited, 0);
    }
}
