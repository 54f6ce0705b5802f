using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// What a rule makes of a grid of one channel: bit n of a table of 512, where n has bit f set if the neighbour at 3(dy + 1) + (dx + 1) = f is.
/// </summary>
public readonly struct RuleTarget : IDeviceBody<RuleTarget.Arguments>, ISimdBody<RuleTarget.Arguments>
{
    /// <summary>Answers of a rule.</summary>
    public const int Answers = 1 << Patches.Cells;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The grid, whose first channel counts, <c>[channel][cell]</c>.</summary>
        public ArrayView<float> Grid;

        /// <summary>The rule, 512 zeros and ones.</summary>
        public ArrayView<float> Rule;

        /// <summary>The result, <c>[cell]</c>; 0 in padding.</summary>
        public ArrayView<float> Target;

        /// <summary>How cells stand in a row.</summary>
        public CellRow Row;
    }

    private const int CellsOfTile = 256;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(2L * arguments.Row.Pitch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Row.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (arguments.Row.Pitch + CellsOfTile - 1) / CellsOfTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int end = Math.Min(a.Row.Pitch, (tile + 1) * CellsOfTile);
        for (int cell = tile * CellsOfTile; cell < end; cell++)
        {
            Evaluate(a, cell);
        }
    }

    private static void Evaluate(in Arguments a, int cell)
    {
        int neighbourhood = 0;
        for (int f = 0; f < Patches.Cells; f++)
        {
            int neighbour = a.Row.NeighbourOf(cell, f / 3 - 1, f % 3 - 1);
            neighbourhood |= neighbour >= 0 && a.Grid[neighbour] != 0 ? 1 << f : 0;
        }

        a.Target[cell] = cell < a.Row.Cells ? a.Rule[neighbourhood] : 0;
    }
}
