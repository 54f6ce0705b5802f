using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// The gradient of a grid: what its cells' own channels are to blame for, what their neighbours' neighbourhoods are (turned round, f to
/// 8 − f), and what passed the step by.
/// </summary>
public readonly struct PatchesGradient : IDeviceBody<PatchesGradient.Arguments>, ISimdBody<PatchesGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Gradients of all numbers of a step, its first rows those of neighbourhoods, <c>[9][channel][cell]</c>.</summary>
        public ArrayView<float> Gradients;

        /// <summary>The row of the first of a cell's own channels.</summary>
        public int Own;

        /// <summary>What passed by, then the grid's gradient, <c>[channel][cell]</c>.</summary>
        public ArrayView<float> Grid;

        /// <summary>Channels, C.</summary>
        public int Channels;

        /// <summary>How cells stand in a row.</summary>
        public CellRow Row;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((Patches.Cells + 3L) * arguments.Channels * arguments.Row.Pitch);

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
        long place = (long)channel * a.Row.Pitch + cell;
        float sum = a.Grid[place] + a.Gradients[(long)a.Own * a.Row.Pitch + place];
        for (int f = 0; f < Patches.Cells; f++)
        {
            int neighbour = a.Row.NeighbourOf(cell, f / 3 - 1, f % 3 - 1);
            if (neighbour >= 0)
            {
                long row = (long)(Patches.Cells - 1 - f) * a.Channels + channel;
                sum += a.Gradients[row * a.Row.Pitch + neighbour];
            }
        }

        a.Grid[place] = sum;
    }
}
