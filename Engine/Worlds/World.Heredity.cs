using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Worlds;

// What a world that descends from another may have otherwise.
public sealed partial class World
{
    /// <summary>Gives a world that goes on other random numbers from here on; what it is made of stays.</summary>
    internal void GoOnWithSeed(ulong seed)
    {
        Parameters = Parameters with { Seed = seed };
        WorldSeed = seed;
    }

    /// <summary>Gives all species new networks, drawn from a seed, and optimisers that remember nothing; cells stay as they are.</summary>
    internal void RenewNetworks(ulong seed)
    {
        Networks.Begin(seed);
        Optimizers.Begin();
        WeightsWereWritten();
    }

    /// <summary>Adds a normal number to every weight of all networks.</summary>
    /// <param name="sigma">Its standard deviation.</param>
    /// <param name="seed">What it is drawn from.</param>
    internal void ShakeWeights(float sigma, ulong seed)
    {
        float[] weights = Networks.Weights.ReadAll(launcher.Flush());
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] += sigma * Philox.Normal(seed, RandomStream.WeightNoise, 0, (ulong)i);
        }

        Networks.Weights.Write(launcher.Flush(), 0, weights);
        WeightsWereWritten();
    }

    // Going back must not bring the old ones back.
    private void WeightsWereWritten()
    {
        Networks.WeightsChanged();
        body.LastGood?.Forget();
        hasLastStep = false;
    }
}
