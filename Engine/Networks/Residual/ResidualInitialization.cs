using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>Draws initial weights (section 2): blocks start close to the identity, proposals start small.</summary>
internal static class ResidualInitialization
{
    // A normal number takes two words and a uniform one takes one: each weight has room for its own.
    // Redrawing a normal number beyond two standard deviations succeeds 95 times in 100; after so many tries it is cut.
    private const int Tries = 16;

    /// <summary>Some weights of a layer.</summary>
    /// <param name="layout">The layers.</param>
    /// <param name="layer">Which.</param>
    /// <param name="first">Where the weights begin among all.</param>
    /// <param name="weights">The result.</param>
    /// <param name="seed">What they follow from.</param>
    public static void Draw(in NetworkLayout layout, int layer, long first, Span<float> weights, ulong seed)
    {
        int area = layout.KernelSize * layout.KernelSize;
        int width = layout.GroupWidth;
        if (layer == 0)
        {
            Uniform(weights, first, area * layout.Inputs, area * width, seed);
        }
        else if (layer == layout.Layers - 1)
        {
            Uniform(weights, first, width, layout.GroupOutputs, seed);
        }
        else
        {
            (int fanIn, int fanOut) = (layer % 3) switch
            {
                1 => (width, 2 * width),
                2 => (area * 2 * width, area),
                _ => (2 * width, width),
            };
            Normal(weights, first, fanIn, fanOut, seed);
        }
    }

    private static void Uniform(Span<float> weights, long first, long fanIn, long fanOut, ulong seed)
    {
        double variance = 0.1 / ((fanIn + fanOut) / 2.0);
        float limit = (float)Math.Sqrt(3 * variance);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = limit * (2 * Philox.Uniform(seed, RandomStream.Weights, 0, (ulong)(first + i) * 2 * Tries) - 1);
        }
    }

    private static void Normal(Span<float> weights, long first, long fanIn, long fanOut, ulong seed)
    {
        float deviation = (float)Math.Sqrt(2.0 / (fanIn + fanOut));
        for (int i = 0; i < weights.Length; i++)
        {
            float value = 0;
            for (int attempt = 0; attempt < Tries; attempt++)
            {
                value = Philox.Normal(seed, RandomStream.Weights, 0, (ulong)(first + i) * Tries + (ulong)attempt);
                if (Math.Abs(value) <= 2)
                {
                    break;
                }
            }

            weights[i] = deviation * Math.Clamp(value, -2, 2);
        }
    }
}
