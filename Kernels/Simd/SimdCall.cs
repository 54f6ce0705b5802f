using System.Runtime.Intrinsics;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>One operation in a <see cref="SimdQueue"/>, whatever its kind.</summary>
public abstract unsafe class SimdCall
{
    private long started;

    /// <summary>The operation's type.</summary>
    public abstract Type Operation { get; }

    /// <summary>When its first worker began, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long Started => started;

    /// <summary>When all of its tiles were done.</summary>
    public long Finished { get; private set; }

    /// <summary>What the operation costs; whoever wants to know sets it.</summary>
    public Cost Cost { get; set; }

    /// <summary>Every worker says when it begins; the first one counts.</summary>
    internal void Start(long time) => Interlocked.CompareExchange(ref started, time, 0);

    /// <summary>The last worker says when it is done.</summary>
    internal void Finish(long time) => Finished = time;

    private protected void Reset() => started = 0;

    /// <summary>Computes tiles until none is left.</summary>
    /// <param name="worker">Which worker.</param>
    /// <param name="scratch">Its scratch memory.</param>
    /// <param name="vectorBits">512, 256 or 128.</param>
    internal abstract void TakeTiles(int worker, float* scratch, int vectorBits);
}

/// <summary>One operation of a kind with its arguments.</summary>
/// <param name="workers">Number of workers.</param>
internal sealed unsafe class SimdCall<TBody, TArguments>(int workers) : SimdCall
    where TBody : struct, ISimdBody<TArguments>
    where TArguments : struct
{
    private readonly TileShares shares = new(workers);
    private TArguments arguments;

    /// <inheritdoc/>
    public override Type Operation => typeof(TBody);

    public void Prepare(in TArguments given)
    {
        arguments = given;
        shares.Reset(TBody.Tiles(given));
        Reset();
    }

    internal override void TakeTiles(int worker, float* scratch, int vectorBits)
    {
        if (vectorBits == 512)
        {
            TakeTiles<Lanes512, Vector512<float>>(worker, scratch);
        }
        else if (vectorBits == 256)
        {
            TakeTiles<Lanes256, Vector256<float>>(worker, scratch);
        }
        else
        {
            TakeTiles<Lanes128, Vector128<float>>(worker, scratch);
        }
    }

    private void TakeTiles<L, V>(int worker, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        while (shares.TryTake(worker, out int tile))
        {
            TBody.Tile<L, V>(tile, arguments, scratch);
        }
    }
}
