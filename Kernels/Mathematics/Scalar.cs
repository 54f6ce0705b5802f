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

    // q(t) with q^8 closest to Φ(−t) on [0, 5.5], in the sense that t · q^8 misses t · Φ(−t) by 3e-9 at most. The eighth
    // root is so tame a function that nine terms are enough, and three squarings bring it back.
    internal const float Gelu0 = 9.170039892e-01f;
    internal const float Gelu1 = -9.145741165e-02f;
    internal const float Gelu2 = -3.192807734e-02f;
    internal const float Gelu3 = -6.719558733e-04f;
    internal const float Gelu4 = 1.504362561e-03f;
    internal const float Gelu5 = 3.429488424e-05f;
    internal const float Gelu6 = -6.025757830e-05f;
    internal const float Gelu7 = 7.479541182e-06f;
    internal const float Gelu8 = -2.958809091e-07f;

    // Chebyshev interpolation of gelu's derivative at −t, Φ(−t) − t · φ(t), on [0, 5.5] in s = 2t/5.5 − 1, written in
    // powers of s.
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
    /// x · Φ(x) = max(x, 0) − |x| · Φ(−|x|), to an absolute error of 1.3e-7 (beside the rounding of x itself) without a
    /// division.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Gelu(float x)
    {
        float t = MathF.Min(MathF.Abs(x), GeluReach);
        float q = Gelu8;
        q = q * t + Gelu7;
        q = q * t + Gelu6;
        q = q * t + Gelu5;
        q = q * t + Gelu4;
        q = q * t + Gelu3;
        q = q * t + Gelu2;
        q = q * t + Gelu1;
        q = q * t + Gelu0;
        q *= q;
        q *= q;
        q *= q;
        return MathF.Max(x, 0) - t * q;
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
