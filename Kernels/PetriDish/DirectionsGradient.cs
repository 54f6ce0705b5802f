using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// From the gradients of all scores to entity p's two directions, the others being constants:
/// dÂ_p = dscore_p (R_B − B̂_p) and dB̂_p = Σ_{i≠p} dscore_i Â_i, in a duel less Σ_{i≠p} dscore_i B̂_i and dscore_p (R_A − Â_p); then
/// to its vectors, dA_p = (dÂ_p − Â_p (Â_p · dÂ_p)) / ‖A_p‖ and dB_p likewise, 0 where a vector is no longer than 1e-8.
/// </summary>
internal static class DirectionsGradient
{
    /// <summary>A cell's dA_p and dB_p.</summary>
    /// <param name="a">What the contest read and wrote.</param>
    /// <param name="perspective">p, alive in the cell.</param>
    /// <param name="y">Grid row.</param>
    /// <param name="x">Grid column.</param>
    /// <param name="slopes">dscore, <c>[entities]</c>.</param>
    /// <param name="gradient">The result, <c>[S]</c>.</param>
    public static void Put(in Contest.Arguments a, int perspective, int y, int x, CellVector slopes, CellVector gradient)
    {
        int half = a.Proposals.Half;
        float alongAttack = 0;
        float alongDefence = 0;
        for (int channel = 0; channel < half; channel++)
        {
            float attack = AttackSlope(a, perspective, channel, y, x, slopes);
            float defence = DefenceSlope(a, perspective, channel, y, x, slopes);
            alongAttack += Attack(a, perspective, channel, y, x) * attack;
            alongDefence += Defence(a, perspective, channel, y, x) * defence;
            gradient[channel] = attack;
            gradient[half + channel] = defence;
        }

        float attackScale = Learning(a.Scales.At(perspective, y, x));
        float defenceScale = Learning(a.Scales.At(a.Proposals.Entities + perspective, y, x));
        for (int channel = 0; channel < half; channel++)
        {
            float attack = gradient[channel] - Attack(a, perspective, channel, y, x) * alongAttack;
            float defence = gradient[half + channel] - Defence(a, perspective, channel, y, x) * alongDefence;
            gradient[channel] = attackScale * attack;
            gradient[half + channel] = defenceScale * defence;
        }
    }

    // dÂ_p of a channel.
    private static float AttackSlope(in Contest.Arguments a, int perspective, int channel, int y, int x, CellVector slopes)
    {
        float others = a.Sums.At(a.Proposals.Half + channel, y, x) - Defence(a, perspective, channel, y, x);
        float slope = slopes[perspective] * others;
        for (int entity = 0; a.Kind == ContestKind.Duel && entity < a.Proposals.Entities; entity++)
        {
            if (entity != perspective && a.Masks.At(entity, y, x) != 0)
            {
                slope -= slopes[entity] * Defence(a, entity, channel, y, x);
            }
        }

        return slope;
    }

    // dB̂_p of a channel.
    private static float DefenceSlope(in Contest.Arguments a, int perspective, int channel, int y, int x, CellVector slopes)
    {
        float slope = 0;
        for (int entity = 0; entity < a.Proposals.Entities; entity++)
        {
            if (entity != perspective && a.Masks.At(entity, y, x) != 0)
            {
                slope += slopes[entity] * Attack(a, entity, channel, y, x);
            }
        }

        return a.Kind == ContestKind.Duel
            ? slope - slopes[perspective] * (a.Sums.At(channel, y, x) - Attack(a, perspective, channel, y, x))
            : slope;
    }

    private static float Attack(in Contest.Arguments a, int entity, int channel, int y, int x) =>
        a.Scales.At(entity, y, x) * a.Proposals.At(entity, channel, y, x);

    private static float Defence(in Contest.Arguments a, int entity, int channel, int y, int x) =>
        a.Scales.At(a.Proposals.Entities + entity, y, x) * a.Proposals.At(entity, a.Proposals.Half + channel, y, x);

    private static float Learning(float scale) => scale < Directions.LargestScale ? scale : 0f;

    /// <summary>The same for a vector of cells; without meaning where entity p is dead.</summary>
    public static unsafe void Put<L, V>(
        in Contest.Arguments a, ReadOnlySpan<int> living, int perspective, int y, int x, LaneVector slopes, LaneVector gradient)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int half = a.Proposals.Half;
        V alongAttack = default;
        V alongDefence = default;
        for (int channel = 0; channel < half; channel++)
        {
            V attack = AttackSlope<L, V>(a, living, perspective, channel, y, x, slopes);
            V defence = DefenceSlope<L, V>(a, living, perspective, channel, y, x, slopes);
            alongAttack = L.MultiplyAdd(Attack<L, V>(a, perspective, channel, y, x), attack, alongAttack);
            alongDefence = L.MultiplyAdd(Defence<L, V>(a, perspective, channel, y, x), defence, alongDefence);
            L.Store(attack, gradient[channel]);
            L.Store(defence, gradient[half + channel]);
        }

        V attackScale = Learning<L, V>(L.Load(a.Scales.Row(perspective, y, x)));
        V defenceScale = Learning<L, V>(L.Load(a.Scales.Row(a.Proposals.Entities + perspective, y, x)));
        for (int channel = 0; channel < half; channel++)
        {
            V attack = L.Multiply(Attack<L, V>(a, perspective, channel, y, x), alongAttack);
            V defence = L.Multiply(Defence<L, V>(a, perspective, channel, y, x), alongDefence);
            L.Store(L.Multiply(attackScale, L.Subtract(L.Load(gradient[channel]), attack)), gradient[channel]);
            L.Store(L.Multiply(defenceScale, L.Subtract(L.Load(gradient[half + channel]), defence)), gradient[half + channel]);
        }
    }

    private static unsafe V AttackSlope<L, V>(
        in Contest.Arguments a, ReadOnlySpan<int> living, int perspective, int channel, int y, int x, LaneVector slopes)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V others = L.Load(a.Sums.Row(a.Proposals.Half + channel, y, x));
        others = L.Subtract(others, Defence<L, V>(a, perspective, channel, y, x));
        V slope = L.Multiply(L.Load(slopes[perspective]), others);
        if (a.Kind != ContestKind.Duel)
        {
            return slope;
        }

        foreach (int entity in living)
        {
            if (entity != perspective)
            {
                V less = L.Subtract(slope, L.Multiply(L.Load(slopes[entity]), Defence<L, V>(a, entity, channel, y, x)));
                slope = L.SelectLess(default, L.Load(a.Masks.Row(entity, y, x)), less, slope);
            }
        }

        return slope;
    }

    private static unsafe V DefenceSlope<L, V>(
        in Contest.Arguments a, ReadOnlySpan<int> living, int perspective, int channel, int y, int x, LaneVector slopes)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V slope = default;
        foreach (int entity in living)
        {
            if (entity != perspective)
            {
                V more = L.MultiplyAdd(L.Load(slopes[entity]), Attack<L, V>(a, entity, channel, y, x), slope);
                slope = L.SelectLess(default, L.Load(a.Masks.Row(entity, y, x)), more, slope);
            }
        }

        if (a.Kind != ContestKind.Duel)
        {
            return slope;
        }

        V others = L.Subtract(L.Load(a.Sums.Row(channel, y, x)), Attack<L, V>(a, perspective, channel, y, x));
        return L.Subtract(slope, L.Multiply(L.Load(slopes[perspective]), others));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe V Attack<L, V>(in Contest.Arguments a, int entity, int channel, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        L.Multiply(L.Load(a.Scales.Row(entity, y, x)), a.Proposals.Load<L, V>(entity, channel, y, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe V Defence<L, V>(in Contest.Arguments a, int entity, int channel, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged => L.Multiply(
            L.Load(a.Scales.Row(a.Proposals.Entities + entity, y, x)),
            a.Proposals.Load<L, V>(entity, a.Proposals.Half + channel, y, x));

    private static V Learning<L, V>(V scale)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        L.SelectLess(scale, L.Create(Directions.LargestScale), scale, default);
}
