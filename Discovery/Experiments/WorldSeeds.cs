using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>The seeds of an experiment's worlds.</summary>
/// <param name="Seed">The experiment's own seed.</param>
/// <param name="AreCommon">Whether all trials have worlds of the same seeds, so that trials differ by their genes alone.</param>
public sealed record WorldSeeds(ulong Seed, bool AreCommon)
{
    /// <summary>The seed of a world, 64 bits.</summary>
    /// <param name="trial">Its trial.</param>
    /// <param name="start">Which of the trial's seeds.</param>
    public ulong Of(int trial, int start)
    {
        PhiloxBlock block = Draw(trial, start);
        return ((ulong)block.Word0 << 32) | block.Word1;
    }

    /// <summary>The seed of the random numbers that a world has from its first look on, where it differs from others of its seed by them.</summary>
    /// <param name="trial">Its trial.</param>
    /// <param name="repeat">Which of the trial's worlds.</param>
    public ulong OfWeather(int trial, int repeat)
    {
        PhiloxBlock block = Draw(trial, repeat);
        return ((ulong)block.Word2 << 32) | block.Word3;
    }

    private PhiloxBlock Draw(int trial, int index) => Philox.Block(Seed, RandomStream.WorldSeed, AreCommon ? 0 : trial, (ulong)index);
}
