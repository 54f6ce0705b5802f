using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>The way back through the competition: from the loss's gradient to that of the proposals.</summary>
internal sealed class ContestGradient
{
    private readonly Launcher launcher;
    private readonly PlaneBuffer scores;
    private readonly PlaneBuffer opposition;
    private readonly PlaneBuffer norms;
    private readonly PlaneBuffer flow;
    private readonly DeviceBuffer<float> endsInTanh;
    private readonly NetworkPlan networks;
    private bool isWritten;

    public ContestGradient(DeviceArena memory, NetworkPlan networks, int stateChannels, Area largestPatch)
    {
        launcher = memory.Launcher;
        this.networks = networks;
        int entities = networks.Species + 1;
        endsInTanh = memory.Allocate<float>(entities);
        scores = memory.Planes(entities, largestPatch);
        opposition = memory.Planes(stateChannels / 2, largestPatch);
        norms = memory.Planes(2 * entities, largestPatch);
        flow = memory.Planes(2 * entities, largestPatch);
    }

    /// <summary>Takes one loss back.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="contest">The contest that was held over the patch.</param>
    /// <param name="uniforms">The uniform numbers of the pass.</param>
    /// <param name="upstream">The losses' gradients with respect to aliveness, <c>[learners][entities]</c>.</param>
    /// <param name="learner">Which of them.</param>
    /// <param name="first">First entity whose proposals depend on the loss's parameters.</param>
    /// <param name="count">Number of such entities.</param>
    /// <param name="gradient">The result.</param>
    /// <param name="patch">The patch.</param>
    public void Run(
        EcosystemParameters parameters,
        Contest contest,
        in CellUniforms uniforms,
        ArrayView<float> upstream,
        int learner,
        int first,
        int count,
        in Proposals gradient,
        Area patch)
    {
        WriteEndsOnce();
        launcher.Run<ResolutionGradient, ResolutionGradient.Arguments>(new ResolutionGradient.Arguments
        {
            Forward = contest.LastResolution,
            Uniforms = uniforms,
            Upstream = upstream,
            Learner = learner,
            ScoreGradient = scores.Over(patch),
            Probability = parameters.UpdateProbability,
        });
        launcher.Run<ScoresGradient, ScoresGradient.Arguments>(new ScoresGradient.Arguments
        {
            Forward = contest.LastScores,
            Concentration = contest.LastConcentration,
            ScoreGradient = scores.Over(patch),
            OppositionGradient = opposition.Over(patch),
            NormGradient = norms.Over(patch),
            Flow = flow.Over(patch),
        });
        launcher.Run<ProposalGradient, ProposalGradient.Arguments>(new ProposalGradient.Arguments
        {
            Scores = contest.LastScores,
            Concentration = contest.LastConcentration,
            ScoreGradient = scores.Over(patch),
            OppositionGradient = opposition.Over(patch),
            NormGradient = norms.Over(patch),
            Flow = flow.Over(patch),
            Gradient = gradient,
            EndsInTanh = endsInTanh.View,
            First = first,
            Count = count,
        });
    }

    // With the first pass, since memory that is only counted cannot be written to. The sun ends in a tanh.
    private void WriteEndsOnce()
    {
        if (!isWritten)
        {
            endsInTanh.Write(
                launcher.Flush(), 0, [1, .. Enumerable.Range(0, networks.Species).Select(species => networks[species].EndsInTanh ? 1f : 0f)]);
            isWritten = true;
        }
    }
}
