using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Tests.Kernels;
using GpuEcosystem.Tests.Reference;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// A bench for gradient operations, with random numbers that are floats, so that the device and the reference in double
/// precision see the same ones. Its cells do not start at the grid's corner, and its rows do not fill whole vectors.
/// </summary>
internal sealed class OperationBench : IDisposable
{
    /// <summary>Largest difference, relative to the largest slope.</summary>
    public const double Tolerance = 2e-5;

    private readonly Random random;

    public OperationBench(string device, int seed)
    {
        Workbench = new Workbench(Devices.Open(device));
        random = new Random(seed);
    }

    public Workbench Workbench { get; }

    /// <summary>The cells that operations run over.</summary>
    public static Area Target { get; } = new(3, 5, 9, 6);

    /// <summary>Their number.</summary>
    public static int Cells => (int)Target.Cells;

    /// <summary>Random numbers between two limits.</summary>
    public double[] Draw(int count, float least = -1, float most = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)(least + (most - least) * random.NextSingle()))];

    /// <summary>Planes over the target with numbers, <c>[plane][y][x]</c>.</summary>
    public PlaneBuffer Planes(double[] values) => Workbench.Planes(values.Length / Cells, Target, ToFloat(values));

    /// <summary>Planes over the target for a result, with numbers that must go.</summary>
    public PlaneBuffer Result(int planes) => Planes([.. Enumerable.Repeat(77.0, planes * Cells)]);

    /// <summary>A buffer with numbers.</summary>
    public DeviceBuffer<float> Buffer(double[] values) => Workbench.Buffer(ToFloat(values));

    /// <summary>Compares planes with the slopes of a function.</summary>
    public void AssertSlopes(Func<double> function, double[] variables, PlaneBuffer actual, string what) =>
        AssertSlopes(function, variables, Workbench.Read(actual), what);

    /// <summary>Compares numbers with the slopes of a function.</summary>
    public static void AssertSlopes(Func<double> function, double[] variables, float[] actual, string what) =>
        Close.Assert<double, float>(
            CentralDifference.Gradient(function, variables), actual, absolute: 0, relativeToLargest: Tolerance, what);

    /// <summary>The sum of products, which turns a result and an upstream gradient into one number.</summary>
    public static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    public static float[] ToFloat(double[] values) => Array.ConvertAll(values, value => (float)value);

    public void Dispose() => Workbench.Dispose();
}
