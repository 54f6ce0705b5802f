using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// Directions of attack and defence, Â_i = A_i / max(‖A_i‖, 1e-8) and B̂_i likewise, and their sums R_A = Σ_j Â_j and R_B = Σ_j B̂_j
/// over the entities that are alive in a cell. A direction is a proposal times the factor that is kept of it.
/// </summary>
internal static class Directions
{
    private const float Shortest = 1e-8f;

    /// <summary>The factor of a vector that is no longer than 1e-8, whose direction learns nothing.</summary>
    public const float LargestScale = 1 / Shortest;

    /// <summary>A cell's factors and sums.</summary>
    public static void Gather(in Contest.Arguments a, int y, int x)
    {
        int entities = a.Proposals.Entities;
        int half = a.Proposals.Half;
        CellVector masks = CellVector.Of(a.Masks, 0, y, x);
        CellVector scales = CellVector.Of(a.Scales, 0, y, x);
        for (int entity = 0; entity < entities; entity++)
        {
            if (masks[entity] != 0)
            {
                scales[entity] = Scale(a.Proposals.VectorAt(entity, 0, y, x), half);
                scales[entities + entity] = Scale(a.Proposals.VectorAt(entity, half, y, x), half);
            }
        }

        for (int channel = FirstSum(a); channel < 2 * half; channel++)
        {
            int first = channel < half ? 0 : entities;
            float sum = 0;
            for (int entity = 0; entity < entities; entity++)
            {
                if (masks[entity] != 0)
                {
                    sum += scales[first + entity] * a.Proposals.At(entity, channel, y, x);
                }
            }

            a.Sums.At(channel, y, x) = sum;
        }
    }

    /// <summary>The same for a vector of cells.</summary>
    public static unsafe void Gather<L, V>(in Contest.Arguments a, ReadOnlySpan<int> living, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int entities = a.Proposals.Entities;
        int half = a.Proposals.Half;
        LaneVector scales = LaneVector.Of(a.Scales, 0, y, x);
        foreach (int entity in living)
        {
            L.Store(Scale<L, V>(a.Proposals, entity, 0, y, x), scales[entity]);
            L.Store(Scale<L, V>(a.Proposals, entity, half, y, x), scales[entities + entity]);
        }

        for (int channel = FirstSum(a); channel < 2 * half; channel++)
        {
            int first = channel < half ? 0 : entities;
            V sum = default;
            foreach (int entity in living)
            {
                V more = L.MultiplyAdd(L.Load(scales[first + entity]), a.Proposals.Load<L, V>(entity, channel, y, x), sum);
                sum = L.SelectLess(default, L.Load(a.Masks.Row(entity, y, x)), more, sum);
            }

            L.Store(sum, a.Sums.Row(channel, y, x));
        }
    }

    // Nobody but a duel asks for the sum of the attacks.
    private static int FirstSum(in Contest.Arguments a) => a.Kind == ContestKind.Duel ? 0 : a.Proposals.Half;

    private static float Scale(CellVector vector, int half) =>
        1 / MathF.Max(MathF.Sqrt(CellVector.Dot(vector, vector, half)), Shortest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Scale<L, V>(in DishProposals proposals, int entity, int first, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V square = default;
        for (int channel = first; channel < first + proposals.Half; channel++)
        {
            V value = proposals.Load<L, V>(entity, channel, y, x);
            square = L.MultiplyAdd(value, value, square);
        }

        return L.Divide(L.Create(1), L.Max(L.Sqrt(square), L.Create(Shortest)));
    }
}
