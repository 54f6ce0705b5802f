using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>Makes all pixels of a picture the same.</summary>
public readonly struct PictureFill : IDeviceBody<PictureFill.Arguments>, ISimdBody<PictureFill.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The picture.</summary>
        public PixelGrid Picture;

        /// <summary>RGBA8, or a code.</summary>
        public uint Pixel;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(arguments.Picture.Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Picture.Count;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) =>
        a.Picture.Put(index / a.Picture.Width, index % a.Picture.Width, a.Pixel);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Picture.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int column = 0; column < a.Picture.Width; column++)
        {
            a.Picture.Put(tile, column, a.Pixel);
        }
    }
}
