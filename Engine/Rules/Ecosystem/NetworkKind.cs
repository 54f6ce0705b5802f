using System.Diagnostics;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Convolutional;
using GpuEcosystem.Engine.Networks.Logic;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>What a species' network is made of.</summary>
public enum NetworkKind
{
    /// <summary>Blocks that widen, look around and narrow again, and add to what they read.</summary>
    Residual,

    /// <summary>Convolutions one after another.</summary>
    Plain,

    /// <summary>A circuit of two-input gates.</summary>
    Logic,
}

/// <summary>The kinds of networks.</summary>
internal static class NetworkKinds
{
    /// <summary>Whether a species' network is a circuit of gates.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="species">Whose, 1 = the first.</param>
    public static bool IsLogic(WorldParameters parameters, int species) =>
        ((EcosystemParameters)parameters).NetworkKind[species] == NetworkKind.Logic;

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
        NetworkKind.Logic => new GateArchitecture(
            parameters.Species, CodeOf(parameters, species), ShapeOf(parameters, species), parameters.UpdateWires[species]),
        NetworkKind other => throw new UnreachableException($"there are no networks of the kind {other}"),
    };

    /// <summary>What the circuit of a species consists of, were its network one.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="species">Whose, 1 = the first.</param>
    public static CircuitShape ShapeOf(EcosystemParameters parameters, int species) => GateArchitecture.ShapeOf(
        CodeOf(parameters, species),
        parameters.Kernels[species],
        parameters.KernelOutputs[species],
        parameters.GateWidth[species],
        parameters.GateDepth[species]);

    /// <summary>Refuses a circuit that no wires can be drawn for.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="species">Whose it is, 1 = the first.</param>
    /// <exception cref="UserException">A layer has more gates than there are pairs of what it reads, or a proposal may be 0.</exception>
    public static void CheckCircuit(EcosystemParameters parameters, int species)
    {
        if (parameters.OutputBits[species] % 2 == 0 && parameters.GateMode[species] == GateMode.StraightThrough)
        {
            throw new UserException(
                $"OutputBits of species {species} must be odd, so that no vector has length 0; {parameters.OutputBits[species]} is not");
        }

        CircuitShape shape = ShapeOf(parameters, species);
        long inputs = shape.Features;
        foreach (int gates in shape.UpdateLayers)
        {
            if (parameters.UpdateWires[species] == WireKind.Unique && gates > inputs * (inputs - 1) / 2)
            {
                throw new UserException(
                    $"species {species} cannot have wires of its own for each of {gates} gates, since {inputs} inputs make {inputs * (inputs - 1) / 2} pairs; choose a larger GateWidth, or UpdateWires Random");
            }

            inputs = gates;
        }
    }

    private static BitCode CodeOf(EcosystemParameters parameters, int species) => new()
    {
        AlivePlanes = parameters.InputChannels - parameters.Channels,
        Channels = parameters.Channels,
        InputBits = parameters.InputBits[species],
        OutputBits = parameters.OutputBits[species],
    };
}
