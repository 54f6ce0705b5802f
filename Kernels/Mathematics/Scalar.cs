using System.Runtime.CompilerServices;

namespace GpuEcosystem.Kernels.Mathematics;

/// <summary>
/// Elementary functions of the device bodies. They are written out because a back end's own version may be coarse:
/// on CUDA, ILGPU compiles <c>MathF.Tanh</c> to an instruction with a relative error of 2^-11.
/// </summary>
public static class Scalar
{
    /// <summary>Beyond this distance from 0 the tail x · Φ(−x) is taken as constant; it is below 1.1e-7 there.</summary>
    public const float GeluReach = 5.5f;

    // Chebyshev interpolation of t · Φ(−t) on [0, 5.5] in s = 2t/5.5 − 1, written in powers of s.
    internal const float Gelu0 = 8.194369264e-03f;
    internal const float Gelu1 = -6.057575718e-02f;
    internal const float Gelu2 = 1.912635267e-01f;
    internal const float Gelu3 = -3.087874949e-01f;
    internal const float Gelu4 = 1.789443642e-01f;
    internal const float Gelu5 = 2.619085610e-01f;
    internal const float Gelu6 = -6.282982230e-01f;
    internal const float Gelu7 = 4.503406286e-01f;
    internal const float Gelu8 = 1.512898654e-01f;
    internal const float Gelu9 = -5.141174793e-01f;
    internal const float Gelu10 = 2.724076211e-01f;
    internal const float Gelu11 = 1.735311598e-01f;
    internal const float Gelu12 = -2.571313977e-01f;
    internal const float Gelu13 = 2.589517832e-02f;
    internal const float Gelu14 = 9.906017035e-02f;
    internal const float Gelu15 = -3.670362756e-02f;
    internal const float Gelu16 = -1.573027670e-02f;
    internal const float Gelu17 = 8.508884348e-03f;

    /// <summary>
    /// x · Φ(x) = max(x, 0) − |x| · Φ(−|x|). The last term is smooth and at most 0.17, so a polynomial without a
    /// division holds an absolute error of 2e-7 (beside the rounding of x itself).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Gelu(float x)
    {
        float s = MathF.Min(MathF.Abs(x), GeluReach) * (2 / GeluReach) - 1;
        float p = Gelu17;
        p = p * s + Gelu16;
        p = p * s + Gelu15;
        p = p * s + Gelu14;
        p = p * s + Gelu13;
        p = p * s + Gelu12;
        p = p * s + Gelu11;
        p = p * s + Gelu10;
        p = p * s + Gelu9;
        p = p * s + Gelu8;
        p = p * s + Gelu7;
        p = p * s + Gelu6;
        p = p * s + Gelu5;
        p = p * s + Gelu4;
        p = p * s + Gelu3;
        p = p * s + Gelu2;
        p = p * s + Gelu1;
        p = p * s + Gelu0;
        return MathF.Max(x, 0) - p;
    }

    /// <summary>tanh x = ±(1 − e) / (1 + e) with e = exp(−2|x|), which never overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x)
    {
        float e = MathF.Exp(-2 * MathF.Abs(x));
        float positive = (1 - e) / (1 + e);
        return x < 0 ? -positive : positive;
    }

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
