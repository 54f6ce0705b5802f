using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What a lesson's worlds begin with.</summary>
public enum StartKind
{
    /// <summary>Random bits in all channels.</summary>
    Random,

    /// <summary>All bits 0.</summary>
    Empty,

    /// <summary>All bits 0 but those of the cell in the middle.</summary>
    Middle,
}

/// <summary>The bits that the worlds of a lesson begin with.</summary>
public readonly struct LessonStart : IDeviceBody<LessonStart.Arguments>, ISimdBody<LessonStart.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The result, <c>[channel][cell]</c>; 0 in padding.</summary>
        public ArrayView<float> Grid;

        /// <summary>What they begin with.</summary>
        public StartKind Kind;

        /// <summary>Channels, C.</summary>
        public int Channels;

        /// <summary>How cells stand in a row.</summary>
        public CellRow Row;

        /// <summary>The world's seed.</summary>
        public ulong Seed;

        /// <summary>The update that it is for.</summary>
        public long Update;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((long)arguments.Channels * arguments.Row.Pitch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Channels * arguments.Row.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index / a.Row.Pitch, index % a.Row.Pitch);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int cell = 0; cell < a.Row.Pitch; cell++)
        {
            Evaluate(a, tile, cell);
        }
    }

    private static void Evaluate(in Arguments a, int channel, int cell)
    {
        int ofWorld = a.Row.Width * a.Row.Height;
        bool isSet = a.Kind == StartKind.Random
            ? (Philox.Bits(a.Seed, RandomStream.LessonStart, a.Update, (ulong)channel * (ulong)a.Row.Cells + (ulong)cell) & 1) != 0
            : a.Kind == StartKind.Middle && cell % ofWorld == a.Row.Height / 2 * a.Row.Width + a.Row.Width / 2;
        a.Grid[(long)channel * a.Row.Pitch + cell] = isSet && cell < a.Row.Cells ? 1 : 0;
    }
}
