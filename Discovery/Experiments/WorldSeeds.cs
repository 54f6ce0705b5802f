using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>The seeds of an experiment's worlds.</summary>
/// <param name="Seed">The experiment's own seed.</param>
/// <param name="AreCommon">Whether all trials have worlds of the same seeds, so that trials differ by their genes alone.</param>
public sealed record WorldSeeds(ulong Seed, bool AreCommon)
{
    /// <summary>The seed of a world, 64 bits.</summary>
    /// <param name="trial">Its trial.</param>
    /// <param name="repeat">Which of the trial's worlds.</param>
    public ulong Of(int trial, int repeat)
    {
        long step = AreCommon ? 0 : trial;
        PhiloxBlock block = Philox.Block(Seed, RandomStream.WorldSeed, step, (ulong)repeat);
        return ((ulong)block.Word0 << 32) | block.Word1;
    }
}
