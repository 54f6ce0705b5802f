namespace GpuEcosystem.Tests.Reference;

/// <summary>
/// Gradients by central differences. Where a maximum changes its branch, or a cell its owner, between the two
/// evaluations, the result is a mean of both slopes: choose points away from such kinks.
/// </summary>
public static class CentralDifference
{
    // Near the cube root of the double's precision, rounding and truncation error are about equally small.
    private const double RelativeStep = 1e-6;

    /// <summary>The derivative of <paramref name="function"/> with respect to one of the values it reads.</summary>
    public static double Derivative(Func<double> function, double[] values, int index)
    {
        var value = values[index];
        var step = RelativeStep * Math.Max(1, Math.Abs(value));
        try
        {
            var (above, below) = (value + step, value - step);
            values[index] = above;
            var valueAbove = function();
            values[index] = below;
            return (valueAbove - function()) / (above - below);
        }
        finally
        {
            values[index] = value;
        }
    }

    /// <summary>The derivatives of <paramref name="function"/> with respect to all values it reads.</summary>
    public static double[] Gradient(Func<double> function, double[] values) =>
        [.. Enumerable.Range(0, values.Length).Select(index => Derivative(function, values, index))];
}
