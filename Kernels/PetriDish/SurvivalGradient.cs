using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// The way back through <see cref="Survival"/> and the second softmax, from α to dw. They are one softmax over the survivors, so
/// dw_i = a'_i (α_i − ᾱ) / τ with ᾱ = Σ_j α_j a'_j. Where a duel's Z is 1e-8, and so a constant, aliveness does not add up to 1
/// and dw_i = (a'_i α_i − v_i ᾱ) / τ.
/// </summary>
internal static class SurvivalGradient
{
    /// <summary>A cell's part of dw.</summary>
    /// <param name="a">The contest gradient's arguments.</param>
    /// <param name="perspective">p, alive in the cell.</param>
    /// <param name="y">Grid row.</param>
    /// <param name="x">Grid column.</param>
    /// <param name="slopes">The result, <c>[entities]</c>.</param>
    public static void Put(in ContestGradient.Arguments a, int perspective, int y, int x, CellVector slopes)
    {
        CellVector masks = CellVector.Of(a.Forward.Masks, 0, y, x);
        CellVector aliveness = CellVector.Of(a.Aliveness, 0, y, x);
        CellVector shares = CellVector.Of(a.Forward.Shares, 0, y, x);
        int entities = a.Forward.Proposals.Entities;
        float mean = 0;
        float survivors = 0;
        for (int entity = 0; entity < entities; entity++)
        {
            if (masks[entity] != 0)
            {
                float upstream = Upstream(a, perspective, entity, y, x);
                slopes[entity] = upstream;
                mean += upstream * aliveness[entity];
                survivors += aliveness[entity] > 0 ? shares[entity] : 0f;
            }
        }

        bool isFloor = a.Forward.Kind == ContestKind.Duel && survivors < Survival.LeastOfDuel;
        for (int entity = 0; entity < entities; entity++)
        {
            if (masks[entity] != 0)
            {
                float left = aliveness[entity];
                float slope = isFloor ? left * slopes[entity] - shares[entity] * mean : left * (slopes[entity] - mean);
                slopes[entity] = slope * a.Forward.InverseTemperature;
            }
        }
    }

    private static float Upstream(in ContestGradient.Arguments a, int perspective, int entity, int y, int x)
    {
        if (a.IsLast != 0)
        {
            return entity == perspective ? a.Upstream[perspective * a.Readable.Count + a.Readable.At(y)] : 0f;
        }

        return a.AliveVisible != 0 ? a.Adjoints.At(ContestGradient.AdjointPlane(a, perspective) + entity, y, x) : 0f;
    }

    /// <summary>The same for a vector of cells.</summary>
    public static unsafe void Put<L, V>(
        in ContestGradient.Arguments a, ReadOnlySpan<int> living, int perspective, int y, int x, LaneVector slopes)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V mean = default;
        V survivors = default;
        foreach (int entity in living)
        {
            V upstream = Upstream<L, V>(a, perspective, entity, y, x);
            V left = L.Load(a.Aliveness.Row(entity, y, x));
            L.Store(upstream, slopes[entity]);
            mean = L.SelectLess(default, left, L.MultiplyAdd(upstream, left, mean), mean);
            survivors = L.Add(survivors, L.SelectLess(default, left, L.Load(a.Forward.Shares.Row(entity, y, x)), default));
        }

        V inverseTemperature = L.Create(a.Forward.InverseTemperature);
        foreach (int entity in living)
        {
            V left = L.Load(a.Aliveness.Row(entity, y, x));
            V upstream = L.Load(slopes[entity]);
            V slope = L.Multiply(left, L.Subtract(upstream, mean));
            if (a.Forward.Kind == ContestKind.Duel)
            {
                V pull = L.Multiply(L.Load(a.Forward.Shares.Row(entity, y, x)), mean);
                V ofFloor = L.Subtract(L.Multiply(left, upstream), pull);
                slope = L.SelectLess(survivors, L.Create(Survival.LeastOfDuel), ofFloor, slope);
            }

            L.Store(L.Multiply(slope, inverseTemperature), slopes[entity]);
        }
    }

    private static unsafe V Upstream<L, V>(in ContestGradient.Arguments a, int perspective, int entity, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        if (a.IsLast != 0)
        {
            int world = a.Readable.At(y);
            return entity == perspective ? L.Create(a.Upstream.Address()[perspective * a.Readable.Count + world]) : default;
        }

        return a.AliveVisible != 0 ? L.Load(a.Adjoints.Row(ContestGradient.AdjointPlane(a, perspective) + entity, y, x)) : default;
    }
}
