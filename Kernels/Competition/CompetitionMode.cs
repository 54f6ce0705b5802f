using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>Whom an entity's attack meets.</summary>
public enum CompetitionMode
{
    /// <summary>The sum of all defences.</summary>
    Full,

    /// <summary>One mean defence, weighted by who lives in the cell.</summary>
    MeanField,
}

/// <summary>
/// What distinguishes the modes: how much each entity's defence counts, whether their sum is brought to length 1, and what an entity
/// is given for its own weight. Weights depend on the old grid alone, so gradients take them for constants.
/// </summary>
internal static class CompetitionModes
{
    /// <summary>Whether defences count differently; all count 1 where not.</summary>
    public static bool Weighs(CompetitionMode mode) => mode == CompetitionMode.MeanField;

    /// <summary>Whether the sum of the defences is brought to length 1.</summary>
    public static bool Normalizes(CompetitionMode mode) => mode == CompetitionMode.MeanField;

    /// <summary>How much of its weight an entity's score gets.</summary>
    public static float Bonus(CompetitionMode mode) => mode == CompetitionMode.MeanField ? MeanField.Bonus : 0f;

    /// <summary>How much an entity's defence counts in a cell, where the mode weighs.</summary>
    public static float Weight(in Scores.Arguments a, int entity, int y, int x) =>
        MeanField.Weight(a.Grid, a.Norms, a.Proposals.Entities, entity, y, x);

    /// <summary>The weights of one row of a tile, <c>[entities][CellTiles.Widest]</c>.</summary>
    public static unsafe void WeightRows<L, V>(in Scores.Arguments a, Area area, int y, float* weights)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        MeanField.WeightRows<L, V>(a.Grid, a.Norms, a.Proposals.Entities, area, y, weights);
    }
}
