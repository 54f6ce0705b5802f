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

    /// <summary>Number of tiles.</summary>
    internal int Tiles { get; private set; }

    /// <summary>What the operation costs; whoever wants to know sets it.</summary>
    public Cost Cost { get; set; }

    /// <summary>Every worker says when it begins; the first one counts.</summary>
    internal void Start(long time) => Interlocked.CompareExchange(ref started, time, 0);

    /// <summary>The last worker says when it is done.</summary>
    internal void Finish(long time) => Finished = time;

    private protected void Reset(int tiles)
    {
        Tiles = tiles;
        started = 0;
    }

    /// <summary>Computes a tile.</summary>
    /// <param name="tile">0 .. Tiles − 1.</param>
    /// <param name="scratch">The worker's scratch memory.</param>
    /// <param name="vectorBits">512, 256 or 128.</param>
    internal abstract void Compute(int tile, float* scratch, int vectorBits);
}

/// <summary>One operation of a kind with its arguments.</summary>
internal sealed unsafe class SimdCall<TBody, TArguments> : SimdCall
    where TBody : struct, ISimdBody<TArguments>
    where TArguments : struct
{
    private TArguments arguments;

    /// <inheritdoc/>
    public override Type Operation => typeof(TBody);

    public void Prepare(in TArguments given)
    {
        arguments = given;
        Reset(TBody.Tiles(given));
    }

    internal override void Compute(int tile, float* scratch, int vectorBits)
    {
        if (vectorBits == 512)
        {
            TBody.Tile<Lanes512, Vector512<float>>(tile, arguments, scratch);
        }
        else if (vectorBits == 256)
        {
            TBody.Tile<Lanes256, Vector256<float>>(tile, arguments, scratch);
        }
        else
        {
            TBody.Tile<Lanes128, Vector128<float>>(tile, arguments, scratch);
        }
    }
}
