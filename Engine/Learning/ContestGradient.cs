using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Simulation;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Learning;

/// <summary>The way back through the competition: from the loss's gradient to that of the proposals.</summary>
internal sealed class ContestGradient : IDisposable
{
    private readonly Launcher launcher;
    private readonly PlaneBuffer weights;
    private readonly PlaneBuffer opposition;
    private readonly PlaneBuffer scales;
    private readonly PlaneBuffer norms;
    private readonly PlaneBuffer concentration;
    private readonly PlaneBuffer flow;

    public ContestGradient(Launcher launcher, int species, int stateChannels, Area largestPatch)
    {
        this.launcher = launcher;
        int entities = species + 1;
        weights = new PlaneBuffer(launcher.Device, entities, largestPatch);
        opposition = new PlaneBuffer(launcher.Device, stateChannels / 2, largestPatch);
        scales = new PlaneBuffer(launcher.Device, 2 * entities, largestPatch);
        norms = new PlaneBuffer(launcher.Device, 2 * entities, largestPatch);
        concentration = new PlaneBuffer(launcher.Device, entities, largestPatch);
        flow = new PlaneBuffer(launcher.Device, 3 * entities, largestPatch);
    }

    /// <summary>Planes of all intermediates.</summary>
    public static int PlaneCount(int species, int stateChannels) => 9 * (species + 1) + stateChannels / 2;

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
        Planes uniforms,
        ArrayView<float> upstream,
        int learner,
        int first,
        int count,
        in Proposals gradient,
        Area patch)
    {
        int entities = gradient.Entities;
        launcher.Run<SurvivalGradient, SurvivalGradient.Arguments>(new SurvivalGradient.Arguments
        {
            Weights = contest.Weights(patch),
            Gates = contest.Gates(patch),
            Alive = contest.Alive(patch),
            Uniforms = uniforms,
            Upstream = upstream,
            Learner = learner,
            WeightGradient = weights.Over(patch),
            Entities = entities,
            Threshold = parameters.AliveThreshold,
            Probability = parameters.UpdateProbability,
            Target = patch,
        });
        launcher.Run<SoftmaxGradient, SoftmaxGradient.Arguments>(new SoftmaxGradient.Arguments
        {
            Weights = contest.Weights(patch),
            Gradient = weights.Over(patch),
            Entities = entities,
            InverseTemperature = 1 / parameters.CompetitionTemperature,
            Target = patch,
        });
        launcher.Run<ScoresGradient, ScoresGradient.Arguments>(new ScoresGradient.Arguments
        {
            Forward = contest.LastScores,
            ScoreGradient = weights.Over(patch),
            OppositionGradient = opposition.Over(patch),
            ScaleGradient = scales.Over(patch),
        });
        launcher.Run<OppositionGradient, OppositionGradient.Arguments>(new OppositionGradient.Arguments
        {
            Forward = contest.LastOpposition,
            Gradient = opposition.Over(patch),
            ScaleGradient = scales.Over(patch),
        });
        launcher.Run<NormsGradient, NormsGradient.Arguments>(new NormsGradient.Arguments
        {
            Norms = contest.LastScores.Norms,
            Concentration = contest.LastScores.Concentration,
            ScaleGradient = scales.Over(patch),
            NormGradient = norms.Over(patch),
            ConcentrationGradient = concentration.Over(patch),
            Entities = entities,
            Similarity = parameters.Similarity,
            Concentrated = contest.LastScores.Concentrated,
            Target = patch,
        });
        if (parameters.Concentration)
        {
            launcher.Run<ConcentrationFlow, ConcentrationFlow.Arguments>(new ConcentrationFlow.Arguments
            {
                Forward = contest.LastConcentration,
                WeightGradient = concentration.Over(patch),
                Flow = flow.Over(patch),
            });
            launcher.Run<ConcentrationGradient, ConcentrationGradient.Arguments>(new ConcentrationGradient.Arguments
            {
                Forward = contest.LastConcentration,
                Flow = flow.Over(patch),
                NormGradient = norms.Over(patch),
            });
        }

        launcher.Run<ProposalGradient, ProposalGradient.Arguments>(new ProposalGradient.Arguments
        {
            Scores = contest.LastScores,
            Opposition = contest.LastOpposition,
            ScoreGradient = weights.Over(patch),
            OppositionGradient = opposition.Over(patch),
            NormGradient = norms.Over(patch),
            Gradient = gradient,
            First = first,
            Count = count,
        });
    }

    public void Dispose()
    {
        weights.Dispose();
        opposition.Dispose();
        scales.Dispose();
        norms.Dispose();
        concentration.Dispose();
        flow.Dispose();
    }
}
