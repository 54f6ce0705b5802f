using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Section 5's optimisers in double precision, with a memory that a change of kind empties.</summary>
internal sealed class OptimizerModel(float[] start)
{
    private const double Epsilon = 1e-7;

    private readonly double[] first = new double[start.Length];
    private readonly double[] second = new double[start.Length];
    private OptimizerKind? last;
    private int steps;

    public double[] Weights { get; } = Array.ConvertAll(start, value => (double)value);

    public void Step(OptimizerKind kind, float rate, double scale, float[] gradients)
    {
        if (kind != last)
        {
            Array.Clear(first);
            Array.Clear(second);
            (last, steps) = (kind, 0);
        }

        steps++;
        for (int i = 0; i < Weights.Length; i++)
        {
            double g = scale * gradients[i];
            Weights[i] = kind switch
            {
                OptimizerKind.SGD => Weights[i] - rate * g,
                OptimizerKind.Momentum => Weights[i] - rate * (first[i] = 0.9 * first[i] + g),
                OptimizerKind.RMSProp => Weights[i] - rate * g / (Math.Sqrt(second[i] = 0.9 * second[i] + 0.1 * g * g) + Epsilon),
                OptimizerKind.Adam => Weights[i] - rate * AdamMove(i, g),
                _ => Weights[i] - rate * 0.01 * Weights[i] - rate * AdamMove(i, g),
            };
        }
    }

    private double AdamMove(int i, double g)
    {
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.999 * second[i] + 0.001 * g * g;
        double mean = first[i] / (1 - Math.Pow(0.9, steps));
        double square = second[i] / (1 - Math.Pow(0.999, steps));
        return mean / (Math.Sqrt(square) + Epsilon);
    }
}
