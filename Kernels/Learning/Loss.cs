using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>What the networks learn for (section 5).</summary>
public enum ObjectiveKind
{
    /// <summary>One loss for all, minus a soft minimum of the populations: all help the weakest to grow.</summary>
    SoftMin,

    /// <summary>A loss for each, −log of its own population: each grows for itself, the sun too.</summary>
    OwnGrowth,
}

/// <summary>
/// The loss and its gradient with respect to aliveness, from what was counted row by row. SoftMin: with m_i the mean aliveness and
/// y_i = α asinh(m_i / α), L = (1/k) log Σ exp(−k y_i) − V · H / log N, where H is the entropy of
/// p_i = m_i / (Σ m + 1e-8) + 1e-8. OwnGrowth: L_i = −log(Σ_cells a_i + 1e-3).
/// </summary>
public readonly struct Loss : IGroupBody<Loss.Arguments>, ISimdBody<Loss.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The rows of the populations after the step, and room for Σ_cells of each entity's aliveness, sun first.</summary>
        public RowTotals.Arguments Populations;

        /// <summary>The loss, one number; under OwnGrowth the mean of the species' losses.</summary>
        public ArrayView<float> Value;

        /// <summary>
        /// ∂L/∂a for a cell's aliveness, <c>[learners][entities]</c>: one learner for SoftMin, one for each entity under
        /// OwnGrowth.
        /// </summary>
        public ArrayView<float> Gradient;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>Cells of the patch.</summary>
        public float Cells;

        /// <summary>What the networks learn for.</summary>
        public ObjectiveKind Objective;

        /// <summary>k.</summary>
        public float Sharpness;

        /// <summary>α.</summary>
        public float GrowthCurve;

        /// <summary>V.</summary>
        public float DiversityWeight;
    }

    private const float OwnGrowthFloor = 1e-3f;

    /// <summary>Rows of <see cref="Arguments.Gradient"/>.</summary>
    public static int Learners(ObjectiveKind objective, int entities) => objective == ObjectiveKind.SoftMin ? 1 : entities;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => RowTotals.CostOf(arguments.Populations);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Alone(GroupRows.OfRows, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        RowTotals.TotalByGroup(a.Populations);
        if (Group.IdxX == 0 && Group.IdxY == 0)
        {
            Evaluate(a);
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        RowTotals.TotalAll(a.Populations);
        Evaluate(a);
    }

    private static void Evaluate(in Arguments a)
    {
        if (a.Objective == ObjectiveKind.OwnGrowth)
        {
            OwnGrowth(a);
        }
        else
        {
            SoftMin(a);
        }
    }

    private static void OwnGrowth(in Arguments a)
    {
        float sum = 0;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            for (int other = 0; other < a.Entities; other++)
            {
                a.Gradient[entity * a.Entities + other] = 0;
            }

            float population = a.Populations.Totals[entity] + OwnGrowthFloor;
            a.Gradient[entity * a.Entities + entity] = -1 / population;
            if (entity > 0)
            {
                sum -= Scalar.Log(population);
            }
        }

        a.Value[0] = sum / (a.Entities - 1);
    }

    private static void SoftMin(in Arguments a)
    {
        // Relative to the weakest the exponentials lie in (0, 1].
        float weakest = Growth(a, 1);
        float all = 1e-8f;
        for (int species = 1; species < a.Entities; species++)
        {
            weakest = MathF.Min(weakest, Growth(a, species));
            all += Mean(a, species);
        }

        float sum = 0;
        float entropy = 0;
        float pull = 0;
        for (int species = 1; species < a.Entities; species++)
        {
            sum += Scalar.Exp(a.Sharpness * (weakest - Growth(a, species)));
            float share = Mean(a, species) / all + 1e-8f;
            entropy -= share * Scalar.Log(share);
            pull += (Scalar.Log(share) + 1) * Mean(a, species);
        }

        // A single species has no diversity.
        float bonus = a.Entities > 2 ? a.DiversityWeight / Scalar.Log(a.Entities - 1) : 0f;
        a.Value[0] = Scalar.Log(sum) / a.Sharpness - weakest - bonus * entropy;
        a.Gradient[0] = 0;
        for (int species = 1; species < a.Entities; species++)
        {
            float ratio = Mean(a, species) / a.GrowthCurve;
            float weight = Scalar.Exp(a.Sharpness * (weakest - Growth(a, species))) / sum;
            float share = Mean(a, species) / all + 1e-8f;
            float spread = (Scalar.Log(share) + 1 - pull / all) / all;
            a.Gradient[species] = (bonus * spread - weight / MathF.Sqrt(1 + ratio * ratio)) / a.Cells;
        }
    }

    private static float Mean(in Arguments a, int species) => a.Populations.Totals[species] / a.Cells;

    // α asinh(m / α); the mean is not negative, so the logarithm's argument is at least 1.
    private static float Growth(in Arguments a, int species)
    {
        float ratio = Mean(a, species) / a.GrowthCurve;
        return a.GrowthCurve * Scalar.Log(ratio + MathF.Sqrt(1 + ratio * ratio));
    }
}
