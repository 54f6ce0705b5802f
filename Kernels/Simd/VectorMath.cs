using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Mathematics;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>A function of one number that <see cref="Rows"/> applies to whole rows.</summary>
public interface IVectorFunction
{
    /// <summary>Its value for each lane.</summary>
    static abstract V Of<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged;
}

/// <summary>
/// The functions of <see cref="Scalar"/> on vectors, from the same formulas and constants. What is no number stays none, as the
/// second operand of a maximum.
/// </summary>
public static class VectorMath
{
    /// <summary><see cref="Gelu"/> for rows.</summary>
    public readonly struct GeluFunction : IVectorFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : unmanaged => Gelu<L, V>(x);
    }

    /// <summary><see cref="Tanh"/> for rows.</summary>
    public readonly struct TanhFunction : IVectorFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : unmanaged => Tanh<L, V>(x);
    }

    /// <summary>x · Φ(x); see <see cref="Scalar.Gelu"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gelu<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V t = L.Min(L.Abs(x), L.Create(Scalar.GeluReach));
        V q = L.Create(Scalar.Gelu8);
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu7));
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu6));
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu5));
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu4));
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu3));
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu2));
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu1));
        q = L.MultiplyAdd(q, t, L.Create(Scalar.Gelu0));
        q = L.Multiply(q, q);
        q = L.Multiply(q, q);
        q = L.Multiply(q, q);
        return L.Subtract(L.Max(default, x), L.Multiply(t, q));
    }

    /// <summary>The derivative of gelu; see <see cref="Scalar.GeluSlope"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GeluSlope<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V t = L.Min(L.Abs(x), L.Create(Scalar.GeluReach));
        V s = L.MultiplyAdd(t, L.Create(2 / Scalar.GeluReach), L.Create(-1));
        V p = L.Create(Scalar.Slope17);
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope16));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope15));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope14));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope13));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope12));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope11));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope10));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope9));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope8));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope7));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope6));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope5));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope4));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope3));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope2));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope1));
        p = L.MultiplyAdd(p, s, L.Create(Scalar.Slope0));
        return L.SelectLess(x, default, p, L.Subtract(L.Create(1), p));
    }

    /// <summary>e^x; see <see cref="Scalar.Exp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V shift = L.Create(Scalar.RoundingShift);
        x = L.Min(L.Create(Scalar.LargestExponent), L.Max(L.Create(Scalar.SmallestExponent), x));
        V biased = L.MultiplyAdd(x, L.Create(Scalar.InverseLn2), shift);
        V n = L.Subtract(biased, shift);
        V r = L.MultiplyAdd(n, L.Create(-Scalar.Ln2), x);
        r = L.MultiplyAdd(n, L.Create(-Scalar.Ln2Rest), r);
        V p = L.Create(Scalar.Exp5);
        p = L.MultiplyAdd(p, r, L.Create(Scalar.Exp4));
        p = L.MultiplyAdd(p, r, L.Create(Scalar.Exp3));
        p = L.MultiplyAdd(p, r, L.Create(Scalar.Exp2));
        p = L.MultiplyAdd(p, r, L.Create(Scalar.Exp1));
        p = L.MultiplyAdd(p, r, L.Create(Scalar.Exp0));
        p = L.MultiplyAdd(p, L.Multiply(r, r), L.Add(r, L.Create(1)));
        return L.Multiply(p, L.PowerOfTwo(biased));
    }

    /// <summary>tanh x; see <see cref="Scalar.Tanh"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V e = Exp<L, V>(L.Multiply(L.Abs(x), L.Create(-2)));
        V positive = L.Divide(L.Subtract(L.Create(1), e), L.Add(L.Create(1), e));
        return L.SelectLess(x, default, L.Subtract(default, positive), positive);
    }

    /// <summary>sin x; see <see cref="Scalar.Sin"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V shift = L.Create(Scalar.RoundingShift);
        V n = L.Subtract(L.MultiplyAdd(x, L.Create(Scalar.InversePi), shift), shift);
        return SinFrom<L, V>(x, n, n);
    }

    /// <summary>cos x; see <see cref="Scalar.Cos"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V shift = L.Create(Scalar.RoundingShift);
        V n = L.Subtract(L.Add(L.MultiplyAdd(x, L.Create(Scalar.InversePi), L.Create(0.5f)), shift), shift);
        return SinFrom<L, V>(x, L.Subtract(n, L.Create(0.5f)), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinFrom<L, V>(V x, V halfTurns, V n)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V shift = L.Create(Scalar.RoundingShift);
        V r = L.MultiplyAdd(halfTurns, L.Create(-Scalar.Pi0), x);
        r = L.MultiplyAdd(halfTurns, L.Create(-Scalar.Pi1), r);
        r = L.MultiplyAdd(halfTurns, L.Create(-Scalar.Pi2), r);
        r = L.Min(L.Create(Scalar.SinReach), L.Max(L.Create(-Scalar.SinReach), r));
        V square = L.Multiply(r, r);
        V p = L.Create(Scalar.Sin3);
        p = L.MultiplyAdd(p, square, L.Create(Scalar.Sin2));
        p = L.MultiplyAdd(p, square, L.Create(Scalar.Sin1));
        p = L.MultiplyAdd(p, square, L.Create(Scalar.Sin0));
        V odd = L.MultiplyAdd(L.Subtract(L.MultiplyAdd(n, L.Create(0.5f), shift), shift), L.Create(-2), n);
        V sign = L.MultiplyAdd(L.Multiply(odd, odd), L.Create(-2), L.Create(1));
        return L.Multiply(L.MultiplyAdd(p, L.Multiply(square, r), r), sign);
    }

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<L, V>(V x)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        L.Divide(L.Create(1), L.Add(L.Create(1), Exp<L, V>(L.Subtract(default, x))));
}
