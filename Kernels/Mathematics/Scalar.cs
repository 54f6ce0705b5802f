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

    // The same for its derivative, Φ(−t) − t · φ(t).
    internal const float Slope0 = -2.202776633e-02f;
    internal const float Slope1 = 1.391031444e-01f;
    internal const float Slope2 = -3.368281126e-01f;
    internal const float Slope3 = 2.601515353e-01f;
    internal const float Slope4 = 4.754841626e-01f;
    internal const float Slope5 = -1.368770003e+00f;
    internal const float Slope6 = 1.152531028e+00f;
    internal const float Slope7 = 4.257496893e-01f;
    internal const float Slope8 = -1.708940625e+00f;
    internal const float Slope9 = 1.043091178e+00f;
    internal const float Slope10 = 7.546188235e-01f;
    internal const float Slope11 = -1.230029345e+00f;
    internal const float Slope12 = 4.591937736e-02f;
    internal const float Slope13 = 6.299287677e-01f;
    internal const float Slope14 = -1.500489712e-01f;
    internal const float Slope15 = -1.686053276e-01f;
    internal const float Slope16 = 3.929205239e-02f;
    internal const float Slope17 = 1.938009635e-02f;

    /// <summary>
    /// x · Φ(x) = max(x, 0) − |x| · Φ(−|x|). The last term is smooth and at most 0.17, so a polynomial without a
    /// division holds an absolute error of 2e-7 (beside the rounding of x itself).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Gelu(float x)
    {
        float s = MathF.Min(MathF.Abs(x) * (2 / GeluReach) - 1, 1);
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

    /// <summary>The derivative of <see cref="Gelu"/>, Φ(x) + x · φ(x), to an absolute error of 5e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GeluSlope(float x)
    {
        float s = MathF.Min(MathF.Abs(x) * (2 / GeluReach) - 1, 1);
        float p = Slope17;
        p = p * s + Slope16;
        p = p * s + Slope15;
        p = p * s + Slope14;
        p = p * s + Slope13;
        p = p * s + Slope12;
        p = p * s + Slope11;
        p = p * s + Slope10;
        p = p * s + Slope9;
        p = p * s + Slope8;
        p = p * s + Slope7;
        p = p * s + Slope6;
        p = p * s + Slope5;
        p = p * s + Slope4;
        p = p * s + Slope3;
        p = p * s + Slope2;
        p = p * s + Slope1;
        p = p * s + Slope0;
        return x < 0 ? p : 1 - p;
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
