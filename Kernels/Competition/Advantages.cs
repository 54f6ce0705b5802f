using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// What one entity's attack has over another's in the cells where both are present: Â_i · B̂_j − Â_j · B̂_i, the vectors as they enter
/// the scores (section 4, steps 3 to 5), but for the mean field's shares.
/// </summary>
public readonly struct Advantages : IDeviceBody<Advantages.Arguments>, ISimdBody<Advantages.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the scores were made from, and what they came to.</summary>
        public Scores.Arguments Contest;

        /// <summary>The result, as <see cref="PairRows"/> of the rows of the whole.</summary>
        public ArrayView<float> Rows;

        /// <summary>The whole grid.</summary>
        public Area Whole;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Contest.Target, arguments.Contest.Proposals.Entities * (arguments.Contest.Proposals.StateChannels + 4));

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
            MeasureRow(a, a.Contest.Target.Y + index / PairRows.NumbersPerRow(entities), first, second);
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
                MeasureRow(a, a.Contest.Target.Y + tile, first, second);
            }
        }
    }

    private static void MeasureRow(in Arguments a, int y, int first, int second)
    {
        float sum = 0;
        float cells = 0;
        for (int x = a.Contest.Target.X; x < a.Contest.Target.Right; x++)
        {
            if (IsPresent(a, second, y, x) && IsPresent(a, first, y, x))
            {
                sum += Score(a, first, second, y, x) - Score(a, second, first, y, x);
                cells += 1;
            }
        }

        PairRows.Put(a.Rows, y - a.Whole.Y, a.Contest.Proposals.Entities, first, second, sum, cells);
    }

    // The sun has a score in walls too, but nobody to meet there.
    private static bool IsPresent(in Arguments a, int entity, int y, int x) => a.Contest.Scores.At(entity, y, x) > Scores.Hopeless;

    // What of an attacker's score comes from one defender.
    private static float Score(in Arguments a, int attacker, int defender, int y, int x)
    {
        CellVector attack = a.Contest.Proposals.VectorAt(attacker, 0, y, x);
        CellVector defence = a.Contest.Proposals.VectorAt(defender, a.Contest.Proposals.Half, y, x);
        float scales = Scores.AttackScale(a.Contest, attacker, y, x) * Opposition.Scale(a.Contest, defender, y, x);
        return scales * CellVector.Dot(attack, defence, a.Contest.Proposals.Half);
    }
}
