using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>The gradient of what a step's circuits answered; where a cell kept what it had, its gradient passes by.</summary>
public readonly struct CellFiringGradient : IDeviceBody<CellFiringGradient.Arguments>, ISimdBody<CellFiringGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Which cells fired.</summary>
        public Firing Firing;

        /// <summary>The gradient of the grid after the step, then what passes by, <c>[channel][cell]</c>.</summary>
        public ArrayView<float> Grid;

        /// <summary>The gradient of the circuit's answers, <c>[channel][cell]</c>.</summary>
        public ArrayView<float> Answers;

        /// <summary>Channels, C.</summary>
        public int Channels;

        /// <summary>Floats of a row.</summary>
        public int Pitch;
    }

    private const int CellsOfTile = 256;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(3L * arguments.Channels * arguments.Pitch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (arguments.Pitch + CellsOfTile - 1) / CellsOfTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int end = Math.Min(a.Pitch, (tile + 1) * CellsOfTile);
        for (int cell = tile * CellsOfTile; cell < end; cell++)
        {
            Evaluate(a, cell);
        }
    }

    private static void Evaluate(in Arguments a, int cell)
    {
        bool fires = a.Firing.Has(cell);
        for (int channel = 0; channel < a.Channels; channel++)
        {
            long place = (long)channel * a.Pitch + cell;
            float gradient = a.Grid[place];
            a.Answers[place] = fires ? gradient : 0;
            a.Grid[place] = fires ? 0 : gradient;
        }
    }
}
