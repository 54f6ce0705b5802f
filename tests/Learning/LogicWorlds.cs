using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Small worlds with species whose networks are circuits of gates.</summary>
internal static class LogicWorlds
{
    /// <summary>Three species on a small grid, the second of them a circuit.</summary>
    public static EcosystemParameters Tiny { get; } = (LearningWorlds.Tiny with
    {
        LearningRate = EcosystemParameters.Default.LearningRate,
        GateWidth = 24,
        GateDepth = 2,
        Kernels = new PerSpecies<int>(2).With(3, 3),
    }).Set("NetworkKind[2]=Logic");
}
