using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Learning;

/// <summary>How the rules say that species' weights move.</summary>
internal static class OptimizerSettings
{
    /// <summary>Of each group of networks: each species, or, where they share their networks, all of them as the first.</summary>
    public static OptimizerSetting[] Of(EcosystemParameters parameters, int groups) =>
    [
        .. Enumerable.Range(1, groups).Select(species => new OptimizerSetting
        {
            Kind = parameters.Optimizer[species],
            Learns = parameters.Learns[species] ? 1 : 0,
            Rate = parameters.LearningRate[species],
            Clip = parameters.GradientClip[species],
        }),
    ];
}
