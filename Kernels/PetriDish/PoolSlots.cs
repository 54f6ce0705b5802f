using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// Draws the pool's slots for a batch, each with equal chance and whatever the others are; a batch as large as the pool takes all in
/// order.
/// </summary>
public readonly struct PoolSlots : IDeviceBody<PoolSlots.Arguments>, ISimdBody<PoolSlots.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The result, whole numbers, <c>[batch]</c>.</summary>
        public ArrayView<float> Slots;

        /// <summary>Worlds of the batch, B.</summary>
        public int Batch;

        /// <summary>Worlds of the pool, P.</summary>
        public int Pool;

        /// <summary>The world's seed.</summary>
        public ulong Seed;

        /// <summary>The epoch that begins with the draw.</summary>
        public long Epoch;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(arguments.Batch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Batch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => a.Slots[index] = Draw(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Batch;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        a.Slots[tile] = Draw(a, tile);

    private static float Draw(in Arguments a, int index) =>
        a.Batch == a.Pool ? index : Philox.Below(a.Pool, a.Seed, RandomStream.PoolDraw, a.Epoch, (ulong)index);
}
