using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>An operation that does nothing with uniform numbers but write them down.</summary>
public readonly struct WriteUniforms : IDeviceBody<WriteUniforms.Arguments>, ISimdBody<WriteUniforms.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The numbers.</summary>
        public CellUniforms Uniforms;

        /// <summary>The result, <c>[1][y][x]</c>.</summary>
        public Planes Result;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => default;

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        a.Result.At(0, y, x) = a.Uniforms.At(y, x);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int y = a.Target.Y + tile;
        a.Uniforms.Row(y, a.Target.X, a.Target.Width, a.Result.Row(0, y, a.Target.X));
    }
}
