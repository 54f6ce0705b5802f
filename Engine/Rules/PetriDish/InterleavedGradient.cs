using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>
/// One species' part of the way back where all species share all networks: its rows lie in several decoders, and what all networks read
/// of its making counts for it alone.
/// </summary>
internal sealed class InterleavedGradient
{
    private readonly Launcher launcher;
    private readonly PetriDishShape shape;
    private readonly PlaneBuffer proposals;
    private readonly PlaneBuffer inputs;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="shape">The world's.</param>
    public InterleavedGradient(DeviceArena memory, PetriDishShape shape)
    {
        launcher = memory.Launcher;
        this.shape = shape;
        proposals = memory.Planes(shape.Layout.Species * shape.Layout.Channels, shape.Worlds.Grid);
        inputs = memory.Planes(shape.Layout.Species * shape.Layout.Inputs, shape.Worlds.Grid);
    }

    /// <summary>The species' gradient of what goes into the decoders' tanh, 0 in others' rows.</summary>
    public Planes ProposalGradient => proposals.Planes;

    /// <summary>What is added to the gradient of what each network read.</summary>
    public Planes InputGradient => inputs.Planes;

    /// <summary>Turns to a species.</summary>
    /// <param name="gradient">The gradient of all species.</param>
    /// <param name="species">Which, 0 = the first.</param>
    public void Select(Planes gradient, int species)
    {
        Area all = shape.Worlds.Grid;
        launcher.Fill(proposals.Planes, proposals.Count, all, 0);
        launcher.Fill(inputs.Planes, inputs.Count, all, 0);
        for (int channel = 0; channel < shape.Layout.Channels; channel++)
        {
            int plane = channel * shape.Layout.Species + species;
            launcher.Copy(gradient.From(plane), all, proposals.Planes.From(plane), all, 1);
        }
    }

    /// <summary>Adds what all networks read to the species' own adjoints.</summary>
    public void AddTo(Planes adjoints)
    {
        Area all = shape.Worlds.Grid;
        for (int network = 0; network < shape.Layout.Species; network++)
        {
            launcher.Copy(inputs.Planes.From(network * shape.Layout.Inputs), all, adjoints, all, shape.Layout.Inputs, accumulate: 1);
        }
    }
}
