using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What the gates of a step read first: each channel's neighbourhood, cell 3(dy + 1) + (dx + 1), and a cell's own channels.</summary>
public readonly struct Patches : IDeviceBody<Patches.Arguments>, ISimdBody<Patches.Arguments>
{
    /// <summary>Cells of a neighbourhood.</summary>
    public const int Cells = 9;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The grid, <c>[channel][cell]</c>.</summary>
        public ArrayView<float> Grid;

        /// <summary>All numbers of a step; its first rows become neighbourhoods, <c>[9][channel][cell]</c>.</summary>
        public ArrayView<float> Values;

        /// <summary>The row of the first of a cell's own channels.</summary>
        public int Own;

        /// <summary>Channels, C.</summary>
        public int Channels;

        /// <summary>How cells stand in a row.</summary>
        public CellRow Row;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((Cells + 2L) * arguments.Channels * arguments.Row.Pitch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (Cells + 1L) * arguments.Channels * arguments.Row.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index / a.Row.Pitch, index % a.Row.Pitch);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (Cells + 1) * arguments.Channels;

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

    private static void Evaluate(in Arguments a, int row, int cell)
    {
        int place = row / a.Channels;
        long channel = (long)(row % a.Channels) * a.Row.Pitch;
        if (place == Cells)
        {
            a.Values[(long)a.Own * a.Row.Pitch + channel + cell] = a.Grid[channel + cell];
        }
        else
        {
            int neighbour = a.Row.NeighbourOf(cell, place / 3 - 1, place % 3 - 1);
            a.Values[(long)row * a.Row.Pitch + cell] = neighbour < 0 ? 0 : a.Grid[channel + neighbour];
        }
    }
}
