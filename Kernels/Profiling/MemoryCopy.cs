using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Profiling;

/// <summary>A plain copy, for the bandwidth of a device's memory.</summary>
public readonly struct MemoryCopy : IDeviceBody<MemoryCopy.Arguments>, ISimdBody<MemoryCopy.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What is read.</summary>
        public ArrayView<float> Source;

        /// <summary>Where it goes; as long as the source.</summary>
        public ArrayView<float> Target;
    }

    // With one for each thread too few would be on their way for the memory to be busy.
    private const int FloatsOfThread = 4;

    private const int FloatsPerTile = 1 << 18;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(2 * arguments.Source.Length);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (arguments.Source.Length + FloatsOfThread - 1) / FloatsOfThread;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) =>
        FourAtOnce.Bring(new Transport(a), index, (int)Threads(a), (int)a.Source.Length);

    private readonly struct Transport(in Arguments a) : ITransport
    {
        private readonly ArrayView<float> source = a.Source;
        private readonly ArrayView<float> target = a.Target;

        public float Load(int index) => source[index];

        public void Store(int index, float value) => target[index] = value;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (int)((arguments.Source.Length + FloatsPerTile - 1) / FloatsPerTile);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        long first = (long)tile * FloatsPerTile;
        long count = Math.Min(FloatsPerTile, a.Source.Length - first);
        Rows.Copy(a.Source.Address() + first, a.Target.Address() + first, count);
    }
}
