using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// What one entity's attack has over another's in the cells where both are alive: Â_i · B̂_j − Â_j · B̂_i, with <see cref="Directions"/>.
/// In a duel an entity's score is the sum of what it has over all others.
/// </summary>
public readonly struct DishAdvantages : IDeviceBody<DishAdvantages.Arguments>, ISimdBody<DishAdvantages.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the contest was held with.</summary>
        public Contest.Arguments Contest;

        /// <summary>The result, as <see cref="PairRows"/> of the contest's rows.</summary>
        public ArrayView<float> Rows;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Contest.Target, arguments.Contest.Proposals.Entities * (arguments.Contest.Proposals.StateChannels + 3));

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) =>
        (long)arguments.Contest.Target.Height * PairRows.NumbersPerRow(arguments.Contest.Proposals.Entities);

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int entities = a.Contest.Proposals.Entities;
        int first = index / entities % entities;
        int second = index % entities;
        if (first < second)
        {
            MeasureRow(a, index / PairRows.NumbersPerRow(entities), first, second);
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Contest.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int second = 1; second < a.Contest.Proposals.Entities; second++)
        {
            for (int first = 0; first < second; first++)
            {
                MeasureRow(a, tile, first, second);
            }
        }
    }

    private static void MeasureRow(in Arguments a, int row, int first, int second)
    {
        int y = a.Contest.Target.Y + row;
        float sum = 0;
        float cells = 0;
        for (int x = a.Contest.Target.X; x < a.Contest.Target.Right; x++)
        {
            if (a.Contest.Masks.At(second, y, x) > 0 && a.Contest.Masks.At(first, y, x) > 0)
            {
                sum += Score(a, first, second, y, x) - Score(a, second, first, y, x);
                cells += 1;
            }
        }

        PairRows.Put(a.Rows, row, a.Contest.Proposals.Entities, first, second, sum, cells);
    }

    // What of an attacker's score comes from one defender.
    private static float Score(in Arguments a, int attacker, int defender, int y, int x)
    {
        CellVector attack = a.Contest.Proposals.VectorAt(attacker, 0, y, x);
        CellVector defence = a.Contest.Proposals.VectorAt(defender, a.Contest.Proposals.Half, y, x);
        float attackScale = a.Contest.Scales.At(attacker, y, x);
        float defenceScale = a.Contest.Scales.At(a.Contest.Proposals.Entities + defender, y, x);
        return attackScale * defenceScale * CellVector.Dot(attack, defence, a.Contest.Proposals.Half);
    }
}
