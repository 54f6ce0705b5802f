using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>The seeds of an experiment's worlds.</summary>
/// <param name="Seed">The experiment's own seed.</param>
/// <param name="AreCommon">Whether all trials have worlds of the same seeds, so that trials differ by their genes alone.</param>
/// <param name="Slots">How many worlds live side by side, each of another seed; 1 where trials have worlds of their own.</param>
public sealed record WorldSeeds(ulong Seed, bool AreCommon, int Slots = 1)
{
    /// <summary>The seed of a new world, 64 bits.</summary>
    /// <param name="trial">Its trial.</param>
    /// <param name="start">Which of the trial's seeds.</param>
    public ulong Of(int trial, int start)
    {
        PhiloxBlock block = Draw(trial, start * Slots + trial % Slots);
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

    /// <summary>The seeds of a copy's further random numbers, and of the networks and the noise that only it has.</summary>
    /// <param name="trial">Its first trial.</param>
    public (ulong Weather, ulong Networks) OfCopy(int trial)
    {
        PhiloxBlock block = Philox.Block(Seed, RandomStream.WorldSeed, trial, ulong.MaxValue);
        return (((ulong)block.Word0 << 32) | block.Word1, ((ulong)block.Word2 << 32) | block.Word3);
    }

    private PhiloxBlock Draw(int trial, int index) => Philox.Block(Seed, RandomStream.WorldSeed, AreCommon ? 0 : trial, (ulong)index);
}
