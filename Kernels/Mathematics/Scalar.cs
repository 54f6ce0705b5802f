using System.Runtime.CompilerServices;

namespace GpuEcosystem.Kernels.Mathematics;

/// <summary>
/// Elementary functions of device bodies and of the host. They are written out because other versions differ from machine to
/// machine: the last bit of the C library's is free, and on CUDA ILGPU compiles <c>MathF.Tanh</c> to an instruction with a
/// relative error of 2^-11. Square roots, divisions, minima and maxima are exact everywhere and are taken from
/// <see cref="MathF"/>.
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

    // e^x = 2^n · e^r with n = x / ln 2 rounded. The first part of ln 2 has so few digits that its product with n is exact.
    internal const float SmallestExponent = -87;
    internal const float LargestExponent = 88;
    internal const float InverseLn2 = 1.44269504f;
    internal const float Ln2 = 0.693359375f;
    internal const float Ln2Rest = -2.12194440e-4f;

    // Added to a number, it rounds to the integer and leaves it in the low bits of the sum.
    internal const float RoundingShift = 12582912f;

    // Cephes: (e^r − 1 − r) / r² on [−ln 2 / 2, ln 2 / 2].
    internal const float Exp0 = 5.0000001201e-1f;
    internal const float Exp1 = 1.6666665459e-1f;
    internal const float Exp2 = 4.1665795894e-2f;
    internal const float Exp3 = 8.3334519073e-3f;
    internal const float Exp4 = 1.3981999507e-3f;
    internal const float Exp5 = 1.9875691500e-4f;

    // π in three parts. The first two have so few digits that their products with a number of half turns are exact.
    internal const float InversePi = 0.318309886f;
    internal const float Pi0 = 3.140625f;
    internal const float Pi1 = 9.67502594e-4f;
    internal const float Pi2 = 1.50995799e-7f;

    // (sin r − r) / r³ on [−π/2, π/2]; with these the sine is 5e-9 off at most.
    internal const float Sin0 = -1.666665673e-1f;
    internal const float Sin1 = 8.333017118e-3f;
    internal const float Sin2 = -1.980661473e-4f;
    internal const float Sin3 = 2.600054813e-6f;

    // A little more than π/2. What is left of an argument too large for the three parts is cut to it, so that no sine is large.
    internal const float SinReach = 1.6f;

    private const int ExponentShift = 23;
    private const int One = 0x3f800000;

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

    /// <summary>e^x, relative error below 2e-7; x is cut to [−87, 88].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x)
    {
        x = MathF.Min(MathF.Max(x, SmallestExponent), LargestExponent);
        float biased = x * InverseLn2 + RoundingShift;
        float n = biased - RoundingShift;
        float r = x - n * Ln2 - n * Ln2Rest;
        float p = Exp5;
        p = p * r + Exp4;
        p = p * r + Exp3;
        p = p * r + Exp2;
        p = p * r + Exp1;
        p = p * r + Exp0;
        p = p * (r * r) + (r + 1);
        int power = (BitConverter.SingleToInt32Bits(biased) << ExponentShift) + One;
        return p * BitConverter.Int32BitsToSingle(power);
    }

    /// <summary>
    /// The natural logarithm, to an absolute error of 1e-7 near 1 and a relative one of 1e-7 elsewhere; −∞ of 0, no number
    /// below. Numbers under 1.2e-38 count as 0.
    /// </summary>
    public static float Log(float x)
    {
        const float smallest = 1.17549435e-38f;
        if (x - x != 0 || x < 0)
        {
            return x > 0 ? x : float.NaN;
        }

        if (x < smallest)
        {
            return float.NegativeInfinity;
        }

        // x = 2^n · (1 + m) with m from √½ − 1 to √2 − 1; Cephes' polynomial for the part of log(1 + m) beyond m − m²/2.
        int bits = BitConverter.SingleToInt32Bits(x);
        int n = (bits >> ExponentShift) - 126;
        float m = BitConverter.Int32BitsToSingle((bits & 0x7fffff) | 0x3f000000);
        bool low = m < 0.707106781f;
        n = low ? n - 1 : n;
        m = (low ? m + m : m) - 1;
        float p = 7.0376836292e-2f;
        p = p * m - 1.1514610310e-1f;
        p = p * m + 1.1676998740e-1f;
        p = p * m - 1.2420140846e-1f;
        p = p * m + 1.4249322787e-1f;
        p = p * m - 1.6668057665e-1f;
        p = p * m + 2.0000714765e-1f;
        p = p * m - 2.4999993993e-1f;
        p = p * m + 3.3333331174e-1f;
        float square = m * m;
        float rest = p * m * square + n * Ln2Rest - 0.5f * square;
        return m + rest + n * Ln2;
    }

    /// <summary>The cosine of a part of a turn, cos 2πu, to an absolute error of 2e-7.</summary>
    /// <param name="u">From 0 to 1.</param>
    public static float CosOfTurn(float u)
    {
        int quarter = (int)(4 * u + 0.5f);
        float near = SinNear(u - 0.25f * quarter, (quarter & 1) == 0);
        return quarter == 1 || quarter == 2 ? -near : near;
    }

    /// <summary>The sine of a part of a turn, sin 2πu, to an absolute error of 2e-7.</summary>
    /// <param name="u">From 0 to 1.</param>
    public static float SinOfTurn(float u)
    {
        int quarter = (int)(4 * u + 0.5f);
        float near = SinNear(u - 0.25f * quarter, (quarter & 1) != 0);
        return quarter == 2 || quarter == 3 ? -near : near;
    }

    // Cephes' polynomials for the sine, or the cosine, of up to an eighth of a turn.
    private static float SinNear(float u, bool cosine)
    {
        float x = 2 * MathF.PI * u;
        float square = x * x;
        float sine = ((-1.9515295891e-4f * square + 8.3321608736e-3f) * square - 1.6666654611e-1f) * square * x + x;
        float rest = ((2.443315711809948e-5f * square - 1.388731625493765e-3f) * square + 4.166664568298827e-2f) * square * square;
        return cosine ? 1 - 0.5f * square + rest : sine;
    }

    /// <summary>sin x, to an absolute error of 2e-7 up to |x| = 8192; beyond, some number that is no larger than 1 by more than that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x)
    {
        float n = x * InversePi + RoundingShift - RoundingShift;
        return SinFrom(x, n, n);
    }

    /// <summary>cos x = sin(x + π/2), as close as <see cref="Sin"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x)
    {
        // ILGPU adds up constants that follow each other, and 12582912.5 is no float: products keep them apart.
        float n = 0.5f * (x * (2 * InversePi) + 1) + RoundingShift - RoundingShift;
        return SinFrom(x, 0.5f * (2 * n - 1), n);
    }

    // sin(x − halfTurns · π), turned round where n is odd.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SinFrom(float x, float halfTurns, float n)
    {
        float r = x - halfTurns * Pi0 - halfTurns * Pi1 - halfTurns * Pi2;
        r = MathF.Min(MathF.Max(r, -SinReach), SinReach);
        float square = r * r;
        float p = Sin3;
        p = p * square + Sin2;
        p = p * square + Sin1;
        p = p * square + Sin0;
        float odd = n - 2 * (0.5f * n + RoundingShift - RoundingShift);
        return (p * (square * r) + r) * (1 - 2 * odd * odd);
    }

    /// <summary>tanh x = ±(1 − e) / (1 + e) with e = exp(−2|x|), which never overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x)
    {
        float e = Exp(-2 * MathF.Abs(x));
        float positive = (1 - e) / (1 + e);
        return x < 0 ? -positive : positive;
    }

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => 1 / (1 + Exp(-x));
}
