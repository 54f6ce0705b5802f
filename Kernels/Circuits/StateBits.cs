using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// What the gates of a species' circuit read first: the bits of each cell's neighbourhood, cell 3(dy + 1) + (dx + 1), and a cell's own.
/// A bit beyond the cells that exist is 0.
/// </summary>
public readonly struct StateBits : IDeviceBody<StateBits.Arguments>, ISimdBody<StateBits.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the networks see: aliveness where they see it, then all channels.</summary>
        public Planes State;

        /// <summary>How numbers become bits.</summary>
        public BitCode Code;

        /// <summary>All numbers of a step; its first rows become neighbourhoods, <c>[9][plane][cell]</c>.</summary>
        public ArrayView<float> Values;

        /// <summary>The row of the first of a cell's own bits, <c>[plane][cell]</c>.</summary>
        public int Own;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>The cells.</summary>
        public CellRun Run;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((Patches.Cells + 2L) * arguments.Code.Planes * arguments.Run.Pitch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (Patches.Cells + 1L) * arguments.Code.Planes * arguments.Run.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cell = index % a.Run.Pitch;
        int place = index / a.Run.Pitch / a.Code.Planes;
        int plane = index / a.Run.Pitch % a.Code.Planes;
        float bit = 0;
        if (cell < a.Run.Cells)
        {
            int y = a.Run.RowOf(cell) + StepDown(place);
            int x = a.Run.ColumnOf(cell) + StepRight(place);
            bit = a.Readable.Contains(x, y) && a.State.At(a.Code.SourceOf(plane), y, x) > a.Code.ThresholdOf(plane) ? 1 : 0;
        }

        a.Values[RowOf(a, place, plane) + cell] = bit;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (Patches.Cells + 1) * arguments.Code.Planes;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int place = tile / a.Code.Planes;
        int plane = tile % a.Code.Planes;
        float* target = a.Values.Address() + RowOf(a, place, plane);
        int length;
        for (int cell = 0; cell < a.Run.Cells; cell += length)
        {
            length = a.Run.LineFrom(cell);
            int y = a.Run.RowOf(cell) + StepDown(place);
            int x = a.Run.ColumnOf(cell) + StepRight(place);
            int from = Math.Max(x, a.Readable.X);
            int to = y < a.Readable.Y || y >= a.Readable.Bottom ? from : Math.Min(x + length, a.Readable.Right);
            Rows.Clear(target + cell, from - x);
            if (to > from)
            {
                float* numbers = a.State.Row(a.Code.SourceOf(plane), y, from);
                Cut<L, V>(numbers, target + cell + from - x, to - from, a.Code.ThresholdOf(plane));
            }

            Rows.Clear(target + cell + to - x, x + length - to);
        }

        Rows.Clear(target + a.Run.Cells, a.Run.Pitch - a.Run.Cells);
    }

    private static unsafe void Cut<L, V>(float* numbers, float* bits, int count, float threshold)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int x = 0;
        for (; x <= count - L.Count; x += L.Count)
        {
            L.Store(L.SelectLess(L.Create(threshold), L.Load(numbers + x), L.Create(1), L.Create(0)), bits + x);
        }

        for (; x < count; x++)
        {
            bits[x] = numbers[x] > threshold ? 1 : 0;
        }
    }

    private static long RowOf(in Arguments a, int place, int plane) =>
        (long)(place == Patches.Cells ? a.Own + plane : place * a.Code.Planes + plane) * a.Run.Pitch;

    // From a cell to a place of its neighbourhood; behind the last of them it is itself.
    private static int StepDown(int place) => place == Patches.Cells ? 0 : place / 3 - 1;

    private static int StepRight(int place) => place == Patches.Cells ? 0 : place % 3 - 1;
}
