using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// softmax(x / τ) over the entities that are alive in a cell; exactly 0 for the others. Exponentials are taken relative to the
/// largest, so none overflows.
/// </summary>
internal static class LivingSoftmax
{
    /// <summary>A cell's shares.</summary>
    /// <param name="masks">Who is alive, <c>[entities]</c>.</param>
    /// <param name="values">x, <c>[entities]</c>.</param>
    /// <param name="shares">The result, <c>[entities]</c>; it may lie where the values are.</param>
    /// <param name="entities">How many entities there are.</param>
    /// <param name="inverseTemperature">1 / τ.</param>
    public static void Cell(CellVector masks, CellVector values, CellVector shares, int entities, float inverseTemperature)
    {
        float best = values[0];
        for (int entity = 1; entity < entities; entity++)
        {
            if (masks[entity] != 0)
            {
                best = MathF.Max(best, values[entity]);
            }
        }

        float sum = 0;
        for (int entity = 0; entity < entities; entity++)
        {
            float weight = masks[entity] != 0 ? Scalar.Exp((values[entity] - best) * inverseTemperature) : 0f;
            shares[entity] = weight;
            sum += weight;
        }

        for (int entity = 0; entity < entities; entity++)
        {
            shares[entity] /= sum;
        }
    }

    /// <summary>The same for a vector of cells.</summary>
    public static unsafe void Cells<L, V>(
        in Planes masks, in Planes values, in Planes shares, ReadOnlySpan<int> living, int y, int x, float inverseTemperature)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V best = L.Load(values.Row(0, y, x));
        foreach (int entity in living[1..])
        {
            V alive = L.Load(masks.Row(entity, y, x));
            best = L.SelectLess(default, alive, L.Max(best, L.Load(values.Row(entity, y, x))), best);
        }

        V sum = default;
        foreach (int entity in living)
        {
            V lead = L.Multiply(L.Subtract(L.Load(values.Row(entity, y, x)), best), L.Create(inverseTemperature));
            V weight = L.SelectLess(default, L.Load(masks.Row(entity, y, x)), VectorMath.Exp<L, V>(lead), default);
            L.Store(weight, shares.Row(entity, y, x));
            sum = L.Add(sum, weight);
        }

        foreach (int entity in living)
        {
            float* share = shares.Row(entity, y, x);
            L.Store(L.Divide(L.Load(share), sum), share);
        }
    }
}
