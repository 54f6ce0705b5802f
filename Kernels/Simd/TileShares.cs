namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Hands out an operation's tiles. Each worker begins with its own share of them, the same one in every operation, so
/// that what it wrote in one is still in its cache in the next; when its share is done it helps the others with theirs.
/// </summary>
/// <param name="workers">Number of workers.</param>
internal sealed class TileShares(int workers)
{
    // Workers' counters lie a cache line apart.
    private const int Apart = 16;

    private readonly int[] next = new int[workers * Apart];
    private int tiles;

    /// <summary>Gets ready to hand out a number of tiles; no worker may be taking any.</summary>
    public void Reset(int count)
    {
        tiles = count;
        for (int worker = 0; worker < workers; worker++)
        {
            next[worker * Apart] = FirstOf(worker);
        }
    }

    /// <summary>Takes a tile for a worker.</summary>
    /// <returns>False when none is left.</returns>
    public bool TryTake(int worker, out int tile)
    {
        for (int other = 0; other < workers; other++)
        {
            int owner = (worker + other) % workers;
            int end = FirstOf(owner + 1);
            ref int counter = ref next[owner * Apart];
            if (Volatile.Read(ref counter) < end)
            {
                tile = Interlocked.Increment(ref counter) - 1;
                if (tile < end)
                {
                    return true;
                }
            }
        }

        tile = tiles;
        return false;
    }

    private int FirstOf(int worker) => (int)((long)tiles * worker / workers);
}
