using System.Runtime.Intrinsics;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>The elementary functions, scalar and in vectors, against double precision.</summary>
public class ScalarFunctionTests
{
    private const double Tolerance = 2e-7;
    private const double ExpTolerance = 3e-7;

    // Every 1/8192 of [-12, 12], and numbers that break careless formulas.
    private static readonly float[] sweep =
    [
        .. Enumerable.Range(-12 * 8192, 24 * 8192 + 1).Select(i => i / 8192f),
        0f, -0f, float.Epsilon, -float.Epsilon, 1e-38f, -1e-38f, 1e-20f, -1e-20f, 5.4999995f, 5.5f, 5.5000005f,
        30, -30, 87, -87, 88, -88, 89, -89, 1000, -1000, 1e20f, -1e20f, float.MaxValue, float.MinValue,
    ];

    /// <summary>Names of the functions, each with its form for scalars and for vectors of every width.</summary>
    public static TheoryData<string> Functions => [.. forms.Keys];

    private static readonly Dictionary<string, (Func<double, double> Exact, Func<float, float> Scalar, Func<float[], float[]>[] Vectors)> forms = new()
    {
        ["gelu"] = (ReferenceGelu.Gelu, Scalar.Gelu, Vectors(
            VectorMath.Gelu<Lanes512, Vector512<float>>,
            VectorMath.Gelu<Lanes256, Vector256<float>>,
            VectorMath.Gelu<Lanes128, Vector128<float>>)),
        ["tanh"] = (Math.Tanh, Scalar.Tanh, Vectors(
            VectorMath.Tanh<Lanes512, Vector512<float>>,
            VectorMath.Tanh<Lanes256, Vector256<float>>,
            VectorMath.Tanh<Lanes128, Vector128<float>>)),
        ["sigmoid"] = (ReferenceCompetition.Sigmoid, Scalar.Sigmoid, Vectors(
            VectorMath.Sigmoid<Lanes512, Vector512<float>>,
            VectorMath.Sigmoid<Lanes256, Vector256<float>>,
            VectorMath.Sigmoid<Lanes128, Vector128<float>>)),
        ["exp"] = (Math.Exp, Scalar.Exp, Vectors(
            VectorMath.Exp<Lanes512, Vector512<float>>,
            VectorMath.Exp<Lanes256, Vector256<float>>,
            VectorMath.Exp<Lanes128, Vector128<float>>)),
        ["sin"] = (Math.Sin, Scalar.Sin, Vectors(
            VectorMath.Sin<Lanes512, Vector512<float>>,
            VectorMath.Sin<Lanes256, Vector256<float>>,
            VectorMath.Sin<Lanes128, Vector128<float>>)),
        ["cos"] = (Math.Cos, Scalar.Cos, Vectors(
            VectorMath.Cos<Lanes512, Vector512<float>>,
            VectorMath.Cos<Lanes256, Vector256<float>>,
            VectorMath.Cos<Lanes128, Vector128<float>>)),
    };

    /// <summary>Absolute errors of the scalar functions, beside the rounding of the result itself.</summary>
    [Theory]
    [InlineData("gelu")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void Scalars_are_close(string function)
    {
        var (exact, scalar, _) = forms[function];
        AssertClose(function, exact, [.. sweep.Select(scalar)]);
    }

    /// <summary>The same bounds for vectors.</summary>
    [Theory]
    [InlineData("gelu")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void Vectors_are_close(string function)
    {
        var (exact, _, vectors) = forms[function];
        Assert.All(vectors, vector => AssertClose(function, exact, vector(sweep)));
    }

    /// <summary>The relative error of exp where float has room for it.</summary>
    [Fact]
    public void Exp_is_close()
    {
        float[] arguments = [.. Enumerable.Range(-87 * 512, 175 * 512 + 1).Select(i => i / 512f)];
        foreach (Func<float[], float[]> vector in forms["exp"].Vectors.Append(All(Scalar.Exp)))
        {
            double[] errors = [.. vector(arguments).Zip(arguments, (actual, x) => Math.Abs(actual / Math.Exp(x) - 1))];
            Report("exp", errors.Max());
            Assert.InRange(errors.Max(), 0, ExpTolerance);
        }
    }

    /// <summary>Beyond the ends of its range exp neither overflows nor reaches 0, and so never makes 0 / 0.</summary>
    [Fact]
    public void Exp_is_cut_at_its_ends()
    {
        float[] far = [89, 1000, float.MaxValue, float.PositiveInfinity, -88, -1000, float.MinValue, float.NegativeInfinity];
        Assert.All(forms["exp"].Vectors.Append(All(Scalar.Exp)), vector =>
        {
            float[] ends = vector([88, -87]);
            float[] expected = [.. far.Select(x => x > 0 ? ends[0] : ends[1])];
            Assert.Equal(expected, vector(far));
            Assert.True(float.IsFinite(ends[0]) && float.IsNormal(ends[1]));
        });
    }

    /// <summary>Sine and cosine up to 8192, near the numbers where they are 0 too; no argument makes them larger than 1.</summary>
    [Theory]
    [InlineData("sin")]
    [InlineData("cos")]
    public void Waves_are_close(string function)
    {
        var (exact, scalar, vectors) = forms[function];
        float[] arguments =
        [
            .. Enumerable.Range(-40 * 1024, 80 * 1024 + 1).Select(i => i / 1024f),
            .. Enumerable.Range(-8192, 16385).Select(i => i + 0.37f * (i % 3 - 1)),
            .. Enumerable.Range(-5215, 10431).Select(i => (float)(i * Math.PI / 2)),
        ];
        foreach (Func<float[], float[]> vector in vectors.Append(All(scalar)))
        {
            float[] actual = vector(arguments);
            double worst = actual.Zip(arguments, (value, x) => Math.Abs(value - exact(x))).Max();
            Report(function, worst);
            Assert.InRange(worst, 0, Tolerance);
            Assert.All(vector([1e5f, -1e7f, 1e20f, float.MaxValue]), value => Assert.InRange(value, -1.0000002f, 1.0000002f));
        }
    }

    /// <summary>The logarithm: relative error, absolute near 1, over all sizes of numbers.</summary>
    [Fact]
    public void Log_is_close()
    {
        float[] arguments =
        [
            .. Enumerable.Range(-125, 252).SelectMany(power => Enumerable.Range(0, 64).Select(i => MathF.ScaleB(1 + i / 64f, power))),
            .. Enumerable.Range(0, 4096).Select(i => 0.5f + i / 2048f), float.MaxValue, 1.17549435e-38f,
        ];
        Assert.All(arguments, x =>
        {
            double exact = Math.Log(x);
            Assert.InRange(Math.Abs(Scalar.Log(x) - exact), 0, 1.2e-7 * Math.Max(1, Math.Abs(exact)));
        });
    }

    /// <summary>Where there is no logarithm.</summary>
    [Fact]
    public void Log_has_ends()
    {
        Assert.Equal(0, Scalar.Log(1));
        Assert.Equal(float.NegativeInfinity, Scalar.Log(0));
        Assert.Equal(float.NegativeInfinity, Scalar.Log(float.Epsilon));
        Assert.Equal(float.PositiveInfinity, Scalar.Log(float.PositiveInfinity));
        Assert.All((float[])[-1, float.NegativeInfinity, float.NaN], x => Assert.True(float.IsNaN(Scalar.Log(x))));
    }

    /// <summary>Sine and cosine of parts of a turn, right at the quarters and close between them.</summary>
    [Fact]
    public void Turns_are_close()
    {
        foreach (float u in Enumerable.Range(0, 65537).Select(i => i / 65536f).Append(MathF.BitDecrement(1)))
        {
            Assert.InRange(Math.Abs(Scalar.CosOfTurn(u) - Math.Cos(2 * Math.PI * u)), 0, Tolerance);
            Assert.InRange(Math.Abs(Scalar.SinOfTurn(u) - Math.Sin(2 * Math.PI * u)), 0, Tolerance);
        }

        float[] quarters = [0, 0.25f, 0.5f, 0.75f, 1];
        Assert.Equal([1, 0, -1, 0, 1], quarters.Select(u => Scalar.CosOfTurn(u) + 0));
        Assert.Equal([0, 1, 0, -1, 0], quarters.Select(u => Scalar.SinOfTurn(u) + 0));
    }

    /// <summary>What is no number stays none, so that it is noticed.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void No_number_stays_none(string function)
    {
        var (_, scalar, vectors) = forms[function];
        Assert.True(float.IsNaN(scalar(float.NaN)));
        Assert.All(vectors, vector => Assert.True(float.IsNaN(vector([float.NaN])[0])));
    }

    /// <summary>Minimum and maximum are the second operand where neither is less, on every processor.</summary>
    [Fact]
    public void Minimum_and_maximum_have_one_meaning()
    {
        (float A, float B)[] pairs = [(float.NaN, 1), (1, float.NaN), (0f, -0f), (-0f, 0f), (1, 2), (2, 1)];
        int[] smaller = [.. pairs.Select(pair => BitConverter.SingleToInt32Bits(pair.A < pair.B ? pair.A : pair.B))];
        int[] larger = [.. pairs.Select(pair => BitConverter.SingleToInt32Bits(pair.A > pair.B ? pair.A : pair.B))];
        Check<Lanes512, Vector512<float>>();
        Check<Lanes256, Vector256<float>>();
        Check<Lanes128, Vector128<float>>();

        unsafe void Check<L, V>()
            where L : struct, ILanes<V>
            where V : unmanaged
        {
            for (int i = 0; i < pairs.Length; i++)
            {
                V minimum = L.Min(L.Create(pairs[i].A), L.Create(pairs[i].B));
                V maximum = L.Max(L.Create(pairs[i].A), L.Create(pairs[i].B));
                Assert.Equal((smaller[i], larger[i]), (*(int*)&minimum, *(int*)&maximum));
            }
        }
    }

    /// <summary>A number's result depends neither on the width of the vector nor on the lane.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Vectors_of_all_widths_agree(string function)
    {
        Assert.SkipUnless(VectorSupport.Fuses, "without fused multiply-add no vectors but the narrowest are used");
        Func<float[], float[]>[] vectors = forms[function].Vectors;
        float[] widest = vectors[0](sweep);
        float[] shifted = vectors[0]([0, 0, 0, .. sweep]);

        Assert.Equal(widest, vectors[1](sweep));
        Assert.Equal(widest, vectors[2](sweep));
        Assert.Equal(widest, shifted[3..]);
    }

    /// <summary>tanh is odd and, like sigmoid, never leaves its range.</summary>
    [Fact]
    public void Ranges_are_kept()
    {
        float[] negated = [.. sweep.Select(x => -x)];
        Assert.All(forms["tanh"].Vectors.Append(All(Scalar.Tanh)), tanh =>
        {
            Assert.Equal(tanh(sweep).Select(y => -y), tanh(negated));
            Assert.All(tanh(sweep), y => Assert.InRange(y, -1, 1));
        });
        Assert.All(forms["sigmoid"].Vectors.Append(All(Scalar.Sigmoid)), sigmoid =>
            Assert.All(sigmoid(sweep), y => Assert.InRange(y, 0, 1)));
    }

    private static void AssertClose(string function, Func<double, double> exact, float[] actual)
    {
        double worst = 0;
        for (int i = 0; i < sweep.Length; i++)
        {
            double expected = exact(sweep[i]);
            float size = Math.Abs((float)expected);
            double halfUlp = size < float.MaxValue ? (MathF.BitIncrement(size) - (double)size) / 2 : 0;
            double error = Math.Abs(actual[i] - expected);
            Assert.True(error <= Tolerance + halfUlp, $"{function}({sweep[i]:G9}) is {actual[i]:G9}, {error:G3} from {expected:G9}");
            worst = Math.Max(worst, error - halfUlp);
        }

        Report(function, worst);
    }

    private static void Report(string function, double worst) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{function}: worst error {worst:G3}");

    private static Func<float[], float[]> All(Func<float, float> scalar) => values => [.. values.Select(scalar)];

    private static Func<float[], float[]>[] Vectors(
        Func<Vector512<float>, Vector512<float>> widest,
        Func<Vector256<float>, Vector256<float>> middle,
        Func<Vector128<float>, Vector128<float>> narrowest) =>
        [
            values => Apply<Lanes512, Vector512<float>>(values, widest),
            values => Apply<Lanes256, Vector256<float>>(values, middle),
            values => Apply<Lanes128, Vector128<float>>(values, narrowest),
        ];

    private static unsafe float[] Apply<L, V>(float[] values, Func<V, V> function)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float[] padded = [.. values, .. new float[L.Count]];
        fixed (float* first = padded)
        {
            for (int i = 0; i < values.Length; i += L.Count)
            {
                L.Store(function(L.Load(first + i)), first + i);
            }
        }

        return padded[..values.Length];
    }
}
