namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Hands out an operation's tiles. Each worker begins with its own share of them, the same one in every operation, so
/// that what it wrote in one is still in its cache in the next; when its share is done it helps the others with theirs.
/// </summary>
/// <param name="workers">Number of workers.</param>
/// <remarks>
/// A worker may lose its core at any time and come back with the number of an operation that is long done. What is left of a
/// share and the operation's number are one word, so that nobody takes another operation's tile for that one's.
/// </remarks>
internal sealed class TileShares(int workers)
{
    // Workers' words lie a cache line apart.
    private const int Apart = 8;

    // The operation's number in the upper half, how many tiles of the share are left in the lower.
    private readonly long[] left = new long[workers * Apart];
    private int tiles;

    /// <summary>Hands out an operation's tiles from now on; all of the one before must be done.</summary>
    public void Open(uint operation, int count)
    {
        tiles = count;
        for (int worker = 0; worker < workers; worker++)
        {
            Volatile.Write(ref left[worker * Apart], ((long)operation << 32) + FirstOf(worker + 1) - FirstOf(worker));
        }
    }

    /// <summary>Takes a tile for a worker.</summary>
    /// <returns>False when none is left, or when another operation's tiles are handed out.</returns>
    public bool TryTake(uint operation, int worker, out int tile)
    {
        for (int other = 0; other < workers; other++)
        {
            int owner = (worker + other) % workers;
            ref long share = ref left[owner * Apart];
            long seen = Volatile.Read(ref share);
            while ((uint)(seen >> 32) == operation && (int)seen > 0)
            {
                long before = Interlocked.CompareExchange(ref share, seen - 1, seen);
                if (before == seen)
                {
                    // The operation stays open until this tile is done, and so does what it says.
                    tile = FirstOf(owner + 1) - (int)seen;
                    return true;
                }

                seen = before;
            }
        }

        tile = 0;
        return false;
    }

    private int FirstOf(int worker) => (int)((long)tiles * worker / workers);
}
