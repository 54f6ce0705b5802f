using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks;

/// <summary>Networks of one architecture, which run together.</summary>
/// <param name="launcher">From where the layers are launched.</param>
/// <param name="weights">Their weights.</param>
internal abstract class Network(Launcher launcher, DeviceBuffer<float> weights)
{
    /// <summary>Their weights; whoever writes them calls <see cref="WeightsChanged"/>.</summary>
    public DeviceBuffer<float> Weights => weights;

    /// <summary>From where the layers are launched.</summary>
    protected Launcher Launcher => launcher;

    /// <summary>Copies of the weights are no longer theirs.</summary>
    public abstract void WeightsChanged();

    /// <summary>Takes over what may change between steps.</summary>
    public virtual void Follow(in GateSettings gates)
    {
        // Only gates have something that may.
    }

    /// <summary>Takes over the wires of one of them.</summary>
    /// <param name="member">Which, 0 = the first.</param>
    /// <param name="wires">As many as the architecture has.</param>
    /// <exception cref="UserException">A wire leads to no input.</exception>
    public virtual void TakeWires(int member, ReadOnlySpan<float> wires)
    {
        // Only gates have any.
    }

    /// <summary>What one of them is where gates are decided, to look at; null where there are none.</summary>
    /// <param name="member">Which, 0 = the first.</param>
    public virtual DrawnCircuit? DrawingOf(int member) => null;

    /// <summary>Takes memory to run in without a way back.</summary>
    /// <param name="memory">Holds all of it.</param>
    /// <param name="window">The largest window, with the rows around it that outputs depend on.</param>
    public abstract NetworkPass MakePass(DeviceArena memory, Area window);

    /// <summary>Takes memory to learn in.</summary>
    /// <param name="memory">Holds all of it.</param>
    /// <param name="gradients">Gets the gradients, laid out as the weights are.</param>
    /// <param name="patch">The largest patch.</param>
    public abstract NetworkLearning MakeLearning(DeviceArena memory, DeviceBuffer<float> gradients, Area patch);
}

/// <summary>The forward pass of networks of one architecture over a window of the world, from which nobody goes back.</summary>
internal abstract class NetworkPass
{
    /// <summary>Computes the proposals of some of them, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="networks">Whose; habitat and proposals begin with theirs.</param>
    /// <param name="input">The channels that they see, from plane 0 on.</param>
    /// <param name="habitat">Where each species' proposals are needed.</param>
    /// <param name="readable">Cells that exist.</param>
    /// <param name="target">Cells to propose for.</param>
    /// <param name="proposals">The result.</param>
    public abstract void Propose(IndexRun networks, Planes input, Habitat habitat, Area readable, Area target, Planes proposals);
}

/// <summary>The forward pass of networks of one architecture over a patch that is a world of its own, and the way back.</summary>
internal abstract class NetworkLearning
{
    /// <summary>Computes the species' proposals for a patch, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="input">The channels that they see.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="proposals">The result.</param>
    /// <param name="dropoutRate">Share of features that are dropped.</param>
    /// <param name="worldSeed">What decides which.</param>
    /// <param name="worldStep">The step.</param>
    public abstract void Forward(Planes input, Area patch, Planes proposals, float dropoutRate, ulong worldSeed, long worldStep);

    /// <summary>Computes the gradients of all their weights.</summary>
    /// <param name="input">What the forward pass read.</param>
    /// <param name="outputGradient">Gradient of their proposals, or of what goes into their tanh where they end in one, <c>[species · channels][y][x]</c>.</param>
    /// <param name="again">Whether others have used the memory since, so that the forward pass is to be repeated.</param>
    public abstract void Backward(Planes input, Planes outputGradient, bool again = false);
}
