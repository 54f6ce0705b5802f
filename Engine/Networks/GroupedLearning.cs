using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks;

/// <summary>
/// The forward pass of all species over a patch and the way back, one group after the other in the same memory. The last group's is still
/// there on the way back; the others go forward again.
/// </summary>
internal sealed class GroupedLearning
{
    private readonly Launcher launcher;
    private readonly NetworkPlan plan;
    private readonly ImmutableArray<NetworkLearning> learnings;
    private readonly PlaneBuffer? ownProposals;
    private readonly PlaneBuffer? ownGradients;
    private Area patch;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="largestPatch">The largest patch.</param>
    public GroupedLearning(DeviceArena memory, GroupedNetworks networks, Area largestPatch)
    {
        launcher = memory.Launcher;
        plan = networks.Plan;
        Gradients = memory.Allocate<float>(plan.Length);
        learnings = memory.MakeInTurn(plan.Groups.Zip(networks.OfGroups, (group, network) =>
            (Func<DeviceArena, NetworkLearning>)(shared =>
                network.MakeLearning(shared, Gradients.Part(group.First, group.Length), largestPatch))));
        int scattered = plan.Groups.Where(group => !group.IsRun).Select(group => group.Members.Length).DefaultIfEmpty().Max();
        if (scattered > 0)
        {
            // Two, since gradients are 0 where no cell is, and proposals may be anything there.
            ownProposals = memory.Planes(scattered * plan.Channels, largestPatch);
            ownGradients = memory.Planes(scattered * plan.Channels, largestPatch);
        }
    }

    /// <summary>The gradients of all weights, laid out as the weights are.</summary>
    public DeviceBuffer<float> Gradients { get; }

    /// <summary>Computes the species' proposals for a patch, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="input">The channels that the networks see.</param>
    /// <param name="area">The patch.</param>
    /// <param name="proposals">The result.</param>
    /// <param name="dropoutRate">Share of features that are dropped.</param>
    /// <param name="worldSeed">What decides which.</param>
    /// <param name="worldStep">The step.</param>
    public void Forward(Planes input, Area area, Planes proposals, float dropoutRate, ulong worldSeed, long worldStep)
    {
        patch = area;
        for (int i = 0; i < learnings.Length; i++)
        {
            NetworkGroup group = plan.Groups[i];
            Planes made = Gathered(group, proposals, ownProposals);
            learnings[i].Forward(input, patch, made, dropoutRate, worldSeed, worldStep);
            if (!group.IsRun)
            {
                Copy(group, proposals, made, gathers: false);
            }
        }
    }

    /// <summary>Computes the gradients of all weights.</summary>
    /// <param name="input">What the forward pass read.</param>
    /// <param name="outputGradient">Gradient of what species propose, or of what goes into their tanh where they end in one, <c>[species · channels][y][x]</c>.</param>
    public void Backward(Planes input, Planes outputGradient)
    {
        for (int i = learnings.Length - 1; i >= 0; i--)
        {
            NetworkGroup group = plan.Groups[i];
            Planes given = Gathered(group, outputGradient, ownGradients);
            if (!group.IsRun)
            {
                Copy(group, outputGradient, given, gathers: true);
            }

            learnings[i].Backward(input, given, again: i < learnings.Length - 1);
        }
    }

    // Networks read and write members that are neighbours where they lie; others are gathered.
    private Planes Gathered(NetworkGroup group, Planes all, PlaneBuffer? own) =>
        group.IsRun ? all.From(group.Members[0] * plan.Channels) : own!.Over(patch);

    private void Copy(NetworkGroup group, Planes all, Planes gathered, bool gathers)
    {
        foreach ((IndexRun run, int species) in group.Runs)
        {
            Planes there = all.From(species * plan.Channels);
            Planes here = gathered.From(run.First * plan.Channels);
            launcher.Copy(gathers ? there : here, patch, gathers ? here : there, patch, run.Count * plan.Channels);
        }
    }
}
