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
        int place = tile / a.Channels;
        long channel = (long)(tile % a.Channels) * a.Row.Pitch;
        float* grid = a.Grid.Address() + channel;
        if (place == Cells)
        {
            Rows.Copy(grid, a.Values.Address() + (long)a.Own * a.Row.Pitch + channel, a.Row.Pitch);
            return;
        }

        float* target = a.Values.Address() + (long)tile * a.Row.Pitch;
        for (int line = 0; line < a.Row.Height * a.Row.Worlds; line++)
        {
            MoveLine(a.Row, line, place / 3 - 1, place % 3 - 1, grid, target + line * a.Row.Width);
        }

        Rows.Clear(target + a.Row.Cells, a.Row.Pitch - a.Row.Cells);
    }

    // A row of a world, with each cell in its neighbour's place.
    private static unsafe void MoveLine(in CellRow row, int line, int dy, int dx, float* grid, float* target)
    {
        int y = line % row.Height + dy;
        bool isOutside = y < 0 || y == row.Height;
        if (isOutside && row.Periodic == 0)
        {
            Rows.Clear(target, row.Width);
            return;
        }

        float* source = grid + (line / row.Height * row.Height + (y + row.Height) % row.Height) * row.Width;
        Rows.Copy(source + Math.Max(0, dx), target + Math.Max(0, -dx), row.Width - Math.Abs(dx));
        if (dx != 0)
        {
            float beyond = source[dx < 0 ? row.Width - 1 : 0];
            target[dx < 0 ? 0 : row.Width - 1] = row.Periodic != 0 ? beyond : 0;
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
