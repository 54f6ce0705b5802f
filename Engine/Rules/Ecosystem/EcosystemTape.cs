using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>What a step over a patch leaves for the way back, and the gradients that the way back makes.</summary>
internal sealed class EcosystemTape
{
    /// <param name="memory">Holds all of it.</param>
    /// <param name="networks">Who learns.</param>
    /// <param name="sun">What else learns.</param>
    /// <param name="shape">The world's.</param>
    /// <param name="patch">The largest patch.</param>
    public EcosystemTape(DeviceArena memory, GroupedNetworks networks, Sun sun, EcosystemShape shape, Area patch)
    {
        Networks = new GroupedLearning(memory, networks, patch);
        Contest = new ContestGradient(memory, shape.Networks, shape.StateChannels, patch);
        ProposalGradient = memory.Planes(shape.Species * shape.Channels, patch);
        Sun = sun.MakeGradient(memory, patch);
    }

    /// <summary>The networks' layers, and the gradients of their weights.</summary>
    public GroupedLearning Networks { get; }

    /// <summary>The way back through the contest.</summary>
    public ContestGradient Contest { get; }

    /// <summary>Gradient of what species propose, or of what goes into their tanh where they end in one, <c>[species · channels][y][x]</c>.</summary>
    public PlaneBuffer ProposalGradient { get; }

    /// <summary>Gradient of what the sun proposes, and of what it learns.</summary>
    public SunGradient Sun { get; }
}
