namespace GpuEcosystem.Tests.Reference;

/// <summary>The exact gelu and the error function it rests on, to about 1e-15.</summary>
public static class ReferenceGelu
{
    // Below, the continued fraction converges slowly; above, 1 − erf would lose digits.
    private const double SeriesEnd = 1.5;

    /// <summary><c>v · Φ(v)</c>, Φ the standard normal distribution function.</summary>
    public static double Gelu(double v) => 0.5 * v * ComplementaryErrorFunction(-v / Math.Sqrt(2));

    /// <summary>Gelu of every element.</summary>
    public static double[] Gelu(double[] values) => Array.ConvertAll(values, Gelu);

    /// <summary><c>erf(v) = 2/√π · ∫₀ᵛ exp(−t²) dt</c>.</summary>
    public static double ErrorFunction(double v) =>
        Math.Abs(v) < SeriesEnd ? Series(v) : Math.Sign(v) * (1 - Tail(Math.Abs(v)));

    /// <summary><c>erfc(v) = 1 − erf(v)</c>, without cancellation where it is small.</summary>
    public static double ComplementaryErrorFunction(double v) => v switch
    {
        >= SeriesEnd => Tail(v),
        <= -SeriesEnd => 2 - Tail(-v),
        _ => 1 - Series(v),
    };

    // erf(v) = 2/√π · exp(−v²) · Σ 2ⁿ v²ⁿ⁺¹ / (1·3·…·(2n+1)): all terms have one sign, so none cancels.
    private static double Series(double v)
    {
        var term = v;
        var sum = v;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * v * v / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-v * v) * sum;
    }

    // erfc(v) = exp(−v²)/√π · 1/(v + (1/2)/(v + (2/2)/(v + (3/2)/(v + …)))), evaluated from the inside out.
    private static double Tail(double v)
    {
        const int levels = 100;
        var fraction = v;
        for (var n = levels; n >= 1; n--)
        {
            fraction = v + 0.5 * n / fraction;
        }

        return Math.Exp(-v * v) / (Math.Sqrt(Math.PI) * fraction);
    }
}
