using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// What the sun proposes, u_0 = tanh(base + offset): one vector for the whole grid, or one for each cell. A global sun
/// fills one row, which its planes repeat for every row of the grid.
/// </summary>
public readonly struct SunProposal : IDeviceBody<SunProposal.Arguments>, ISimdBody<SunProposal.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The base, <c>[channels][1][1]</c> or <c>[channels][y][x]</c>.</summary>
        public Planes Base;

        /// <summary>The trainable offset, of the same shape.</summary>
        public Planes Offset;

        /// <summary>The result, <c>[channels][y][x]</c>.</summary>
        public Planes Proposal;

        /// <summary>Channels of an entity, C.</summary>
        public int Channels;

        /// <summary>1 for one vector per cell, 0 for one for all.</summary>
        public int Spatial;

        /// <summary>Cells to compute; one row for a global sun.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 3 * arguments.Channels);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Channels * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int channel = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        float sum = a.Spatial != 0
            ? a.Base.At(channel, y, x) + a.Offset.At(channel, y, x)
            : a.Base.At(channel, 0, 0) + a.Offset.At(channel, 0, 0);
        a.Proposal.At(channel, y, x) = Scalar.Tanh(sum);
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
        int columns = Rows.RoundUp(a.Target.Width);
        for (int channel = 0; channel < a.Channels; channel++)
        {
            float* target = a.Proposal.Row(channel, y, a.Target.X);
            if (a.Spatial != 0)
            {
                Rows.Copy(a.Base.Row(channel, y, a.Target.X), target, columns);
                Rows.Add<L, V>(target, a.Offset.Row(channel, y, a.Target.X), columns);
            }
            else
            {
                Rows.Fill(target, columns, a.Base.At(channel, 0, 0) + a.Offset.At(channel, 0, 0));
            }

            Rows.Tanh<L, V>(target, columns);
        }
    }
}
