using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>One uniform number per cell, which decides whether the cell takes part in the step.</summary>
public readonly struct CellUniforms : IDeviceBody<CellUniforms.Arguments>, ISimdBody<CellUniforms.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The result, <c>[1][y][x]</c>.</summary>
        public Planes Uniforms;

        /// <summary>The world's seed.</summary>
        public ulong Seed;

        /// <summary>The step.</summary>
        public long Step;

        /// <summary>What the numbers are for.</summary>
        public RandomStream Stream;

        /// <summary>The area whose cells are counted row by row: the grid or the patch.</summary>
        public Area Whole;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        a.Uniforms.At(0, y, x) = Philox.Uniform(a.Seed, a.Stream, a.Step, FirstCell(a, y) + (ulong)(x - a.Whole.X));
    }

    private static ulong FirstCell(in Arguments a, int y) => (ulong)(y - a.Whole.Y) * (ulong)a.Whole.Width;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* target = a.Uniforms.Row(0, y, area.X);
            ulong index = FirstCell(a, y) + (ulong)(area.X - a.Whole.X);
            ulong end = index + (ulong)area.Width;
            while (index < end)
            {
                // One block serves four neighbours; a row may begin or end inside a block.
                PhiloxBlock block = Philox.Block(a.Seed, a.Stream, a.Step, index >> 2);
                do
                {
                    *target++ = Philox.ToUniform(block.Word((int)(index & 3)));
                    index++;
                }
                while ((index & 3) != 0 && index < end);
            }
        }
    }
}
