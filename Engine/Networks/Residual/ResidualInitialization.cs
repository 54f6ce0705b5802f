using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>Draws initial weights (section 2): blocks start close to the identity, proposals start small.</summary>
internal static class ResidualInitialization
{
    // A normal number takes two words and a uniform one takes one: each weight has room for its own.
    // Redrawing a normal number beyond two standard deviations succeeds 95 times in 100; after so many tries it is cut.
    private const int Tries = 16;

    /// <summary>All weights in the order of the layout.</summary>
    public static float[] Draw(in NetworkLayout layout, ulong seed)
    {
        float[] weights = new float[layout.Length];
        int area = layout.KernelSize * layout.KernelSize;
        int width = layout.GroupWidth;
        int last = layout.Layers - 1;
        Uniform(weights, layout.Encoder, layout.LayerLength(0), area * layout.Inputs, area * width, seed);
        for (int block = 0; block < layout.Depth; block++)
        {
            int expand = 3 * block + 1;
            Normal(weights, layout.Expand(block), layout.LayerLength(expand), width, 2 * width, seed);
            Normal(weights, layout.Depthwise(block), layout.LayerLength(expand + 1), area * 2 * width, area, seed);
            Normal(weights, layout.Project(block), layout.LayerLength(expand + 2), 2 * width, width, seed);
        }

        Uniform(weights, layout.Decoder, layout.LayerLength(last), width, layout.GroupOutputs, seed);
        return weights;
    }

    private static void Uniform(float[] weights, long first, long count, long fanIn, long fanOut, ulong seed)
    {
        double variance = 0.1 / ((fanIn + fanOut) / 2.0);
        float limit = (float)Math.Sqrt(3 * variance);
        for (long i = first; i < first + count; i++)
        {
            weights[i] = limit * (2 * Philox.Uniform(seed, RandomStream.Weights, 0, (ulong)i * 2 * Tries) - 1);
        }
    }

    private static void Normal(float[] weights, long first, long count, long fanIn, long fanOut, ulong seed)
    {
        float deviation = (float)Math.Sqrt(2.0 / (fanIn + fanOut));
        for (long i = first; i < first + count; i++)
        {
            float value = 0;
            for (int attempt = 0; attempt < Tries; attempt++)
            {
                value = Philox.Normal(seed, RandomStream.Weights, 0, (ulong)i * Tries + (ulong)attempt);
                if (Math.Abs(value) <= 2)
                {
                    break;
                }
            }

            weights[i] = deviation * Math.Clamp(value, -2, 2);
        }
    }
}
