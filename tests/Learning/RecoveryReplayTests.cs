using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>A mended world goes on exactly as one that never broke and has the lower rate.</summary>
public class RecoveryReplayTests
{
    // Worlds are looked at this often.
    private const int Checkup = 50;

    // No pass falls on the step before a checkup, so that what is broken there shows in one species' weights alone.
    private static readonly EcosystemParameters rules = LearningWorlds.Tiny with
    {
        LearningRate = new PerSpecies<float>(0.08f).With(2, 0.04f),
    };

    /// <summary>Devices and optimisers, for what is kept of their memory.</summary>
    public static TheoryData<string, OptimizerKind> Kinds =>
        [.. Devices.Fast.SelectMany(row => Enum.GetValues<OptimizerKind>().Select(kind => ((string)row, kind)))];

    /// <summary>A mended world goes on as one that has always had the lower rate, from its beginning.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_world_mended_to_its_start_is_as_new(string device, OptimizerKind kind)
    {
        EcosystemParameters parameters = rules with { Optimizer = new(kind), LearnInterval = 4 };
        using World mended = new(Devices.Open(device), parameters);
        mended.Run(Checkup - 1);
        mended.Poison(species: 2, float.NaN);
        mended.Run(1);
        Assert.Single(mended.Recoveries);

        using World slow = new(Devices.Open(device), parameters with { LearningRate = parameters.LearningRate.With(2, 0.02f) });
        mended.Run(8);
        slow.Run(8);
        Assert.Equal(slow.ReadWeights(), mended.ReadWeights());
        Assert.Equal(slow.StateHash(), mended.StateHash());
    }

    /// <summary>The same from a checkup in the middle of a run: the optimisers' memory comes back too.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_world_mended_later_is_as_it_was(string device, OptimizerKind kind)
    {
        EcosystemParameters parameters = rules with { Optimizer = new(kind), LearnInterval = 4 };
        using World mended = new(Devices.Open(device), parameters);
        mended.Run(2 * Checkup - 1);
        mended.Poison(species: 2, float.NaN);
        mended.Run(1);
        Assert.Equal(Checkup, mended.StepNumber);

        using World slow = new(Devices.Open(device), parameters);
        slow.Run(Checkup);
        slow.Change(parameters with { LearningRate = parameters.LearningRate.With(2, 0.02f) });
        mended.Run(8);
        slow.Run(8);
        Assert.Equal(slow.ReadWeights(), mended.ReadWeights());
        Assert.Equal(slow.StateHash(), mended.StateHash());
    }
}
