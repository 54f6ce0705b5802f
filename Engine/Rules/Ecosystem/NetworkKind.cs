using System.Diagnostics;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Convolutional;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>What a species' network is made of.</summary>
public enum NetworkKind
{
    /// <summary>Blocks that widen, look around and narrow again, and add to what they read.</summary>
    Residual,

    /// <summary>Convolutions one after another.</summary>
    Plain,
}

/// <summary>The kinds of networks.</summary>
internal static class NetworkKinds
{
    /// <summary>What a species' network is made of.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="species">Whose, 1 = the first.</param>
    public static Architecture ArchitectureOf(EcosystemParameters parameters, int species) => parameters.NetworkKind[species] switch
    {
        NetworkKind.Residual => new ResidualArchitecture(parameters.LayoutOf(species)),
        NetworkKind.Plain => new ConvolutionArchitecture(
            new ConvolutionLayout(
                parameters.Species,
                parameters.InputChannels,
                parameters.Channels,
                parameters.NetworkWidth[species],
                parameters.NetworkDepth[species],
                parameters.KernelSize[species]),
            IsResidual: false),
        NetworkKind other => throw new UnreachableException($"there are no networks of the kind {other}"),
    };
}
