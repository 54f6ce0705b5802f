using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>Random vectors of length 1.</summary>
internal static class Vectors
{
    /// <summary>Draws normal numbers and divides them by their length.</summary>
    /// <param name="vector">The result.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="stream">What they are for.</param>
    /// <param name="first">Index of the first number.</param>
    public static void FillDirection(Span<float> vector, ulong seed, RandomStream stream, long first)
    {
        double square = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = Philox.Normal(seed, stream, 0, (ulong)(first + i));
            square += (double)vector[i] * vector[i];
        }

        float scale = (float)(1 / Math.Sqrt(square));
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] *= scale;
        }
    }
}
