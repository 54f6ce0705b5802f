
namespace GpuEcosystem.Kernels.Simd;

/// <summary>An operation as the CPU runs it: ordinary managed code over vectors, cut into independent tiles.</summary>
/// <typeparam name="TArguments">What the operation reads and writes: sizes and views, nothing else.</typeparam>
public unsafe interface ISimdBody<TArguments> : IOperation<TArguments>
    where TArguments : struct
{
    /// <summary>Number of tiles; any worker may take any tile, in any order.</summary>
    static abstract int Tiles(in TArguments arguments);

    /// <summary>Floats of private memory that a worker needs for a tile.</summary>
    static abstract long ScratchFloats(in TArguments arguments);

    /// <summary>Computes one tile.</summary>
    /// <param name="tile">0 .. Tiles − 1.</param>
    /// <param name="arguments">The operation's arguments.</param>
    /// <param name="scratch">The worker's private memory, 64-byte aligned, with whatever the last tile left in it.</param>
    static abstract void Tile<L, V>(int tile, in TArguments arguments, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged;
}
