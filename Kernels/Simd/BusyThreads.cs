namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// How many threads of this process work on queues. Where several worlds run at once, each on a thread of its own, they keep
/// the cores busy without helpers, which would only take cores from one world for another.
/// </summary>
internal static class BusyThreads
{
    private static int count;

    /// <summary>Whether there is a core for one more.</summary>
    public static bool LeaveCore => Volatile.Read(ref count) < Environment.ProcessorCount;

    /// <summary>A thread begins to work.</summary>
    public static void Enter() => Interlocked.Increment(ref count);

    /// <summary>It ends.</summary>
    public static void Leave() => Interlocked.Decrement(ref count);
}
