using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Learning;

/// <summary>
/// One learning pass (section 5): a step over a patch that is a world of its own, its loss, and the loss's gradient with
/// respect to every weight and the sun. Gradients are computed before the world's step and applied after it.
/// </summary>
internal sealed class LearningPass : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly Network network;
    private readonly Optimizers optimizers;
    private readonly NetworkLearning networks;
    private readonly Contest contest;
    private readonly ContestGradient contestGradient;
    private readonly Population population;
    private readonly PlaneBuffer proposals;
    private readonly PlaneBuffer proposalGradient;
    private readonly PlaneBuffer sunProposal;
    private readonly PlaneBuffer sunGradient;
    private readonly PlaneBuffer givenUniforms;
    private readonly DeviceBuffer<float> rowSums;
    private readonly DeviceBuffer<float> totals;
    private readonly DeviceBuffer<float> sunTotals;
    private readonly DeviceBuffer<float> upstream;
    private readonly DeviceBuffer<float> loss;
    private readonly int channels;
    private readonly bool spatialSun;
    private Area patch;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="species">Who learns.</param>
    /// <param name="shape">The world's, with a patch.</param>
    public LearningPass(DeviceArena memory, Species species, WorldShape shape)
    {
        this.memory = memory;
        launcher = memory.Launcher;
        network = species.Network;
        optimizers = species.Optimizers;
        Area size = shape.Patch!.Value;
        channels = shape.Channels;
        int entities = shape.Species + 1;
        networks = new NetworkLearning(memory, network, size);
        contest = new Contest(memory, shape.Species, shape.StateChannels, size, size);
        contestGradient = new ContestGradient(memory, shape.Species, shape.StateChannels, size);
        population = new Population(memory, shape.Species, size);
        proposals = memory.Planes(shape.Species * channels, size);
        proposalGradient = memory.Planes(shape.Species * channels, size);
        spatialSun = shape.SunMode == SunMode.Spatial;
        sunProposal = memory.Planes(channels, spatialSun ? size : new Area(0, 0, 1, 1));
        sunGradient = memory.Planes(channels, size);
        givenUniforms = memory.Planes(1, size);
        rowSums = memory.Allocate<float>((long)Math.Max(entities, channels) * size.Height);
        totals = memory.Allocate<float>(entities);
        sunTotals = memory.Allocate<float>(channels);
        upstream = memory.Allocate<float>(entities * entities);
        loss = memory.Allocate<float>(1);
    }

    /// <summary>Whether there is a loss and gradients.</summary>
    public bool HasRun { get; private set; }

    /// <summary>The weights' gradients, laid out as the weights are.</summary>
    public DeviceBuffer<float> Gradients => networks.Gradients;

    /// <summary>Computes loss and gradients.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="world">The world before its step.</param>
    /// <param name="sun">The sun.</param>
    /// <param name="globalSun">What a global sun proposes.</param>
    /// <param name="area">Which part of the world.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="step">The world's step.</param>
    /// <param name="given">Uniform numbers to use instead of drawn ones, <c>[y][x]</c> of the patch.</param>
    public void ComputeGradients(
        EcosystemParameters parameters,
        WorldState world,
        Sun sun,
        Planes globalSun,
        Area area,
        ulong seed,
        long step,
        float[]? given = null)
    {
        patch = area;
        population.Count(world.Grid.Planes, patch);
        Planes sunPlanes = globalSun;
        if (spatialSun)
        {
            sunPlanes = sunProposal.Over(patch);
            sun.Propose(sunPlanes, patch);
        }

        Planes input = parameters.AliveVisible ? world.Grid.Planes : world.State;
        network.PackWeights();
        networks.Forward(input, patch, proposals.Over(patch), parameters.Dropout, seed, step);
        Proposals made = Entities(sunPlanes, proposals.Over(patch), parameters);
        contest.Hold(parameters, made, world.Grid.Planes, world.Walls.Planes, population.Totals, patch, patch);
        CellUniforms drawn = Uniforms(seed, step, given);
        EvaluateLoss(parameters, world, drawn);
        TakeBackThroughContest(parameters, drawn);
        networks.Backward(input, proposalGradient.Over(patch));
        SumSunGradient();
        HasRun = true;
    }

    /// <summary>Moves the weights and the sun by the computed gradients.</summary>
    public void Apply(EcosystemParameters parameters, Sun sun)
    {
        optimizers.Step(OptimizerSettings.Of(parameters, network.Layout.Groups), Gradients);
        network.WeightsChanged();
        sun.Descend(
            sunGradient.Over(patch), sunTotals.View, patch, parameters.LearningRate.Default * parameters.SunRateScale);
    }

    /// <summary>The last pass's loss; null before the first.</summary>
    public float? ReadLoss() => HasRun ? loss.ReadAll(launcher.Flush())[0] : null;

    /// <summary>The last gradient of the sun's offset: <c>[channels]</c>, or <c>[channels][y][x]</c> of the patch.</summary>
    public float[] ReadSunGradient() => spatialSun
        ? sunGradient.Read(launcher.Flush(), 0, channels)
        : sunTotals.ReadAll(launcher.Flush());

    /// <summary>What it last computed is of a world that is no more.</summary>
    public void Forget() => HasRun = false;

    public void Dispose() => memory.Dispose();

    private Proposals Entities(Planes sun, Planes species, EcosystemParameters parameters) => new()
    {
        Sun = sun,
        Species = species,
        Channels = channels,
        StateChannels = parameters.StateChannels,
        Entities = network.Layout.Species + 1,
    };

    private CellUniforms Uniforms(ulong seed, long step, float[]? given)
    {
        if (given is not null)
        {
            givenUniforms.Write(launcher.Flush(), given);
        }

        return new CellUniforms
        {
            Seed = seed,
            Step = step,
            Stream = RandomStream.PatchUpdate,
            Whole = patch,
            AreGiven = given is null ? 0 : 1,
            Given = givenUniforms.Over(patch),
        };
    }

    private void EvaluateLoss(EcosystemParameters parameters, WorldState world, in CellUniforms drawn)
    {
        launcher.RunGroups<PatchCensus, PatchCensus.Arguments>(new PatchCensus.Arguments
        {
            Grid = world.Grid.Planes,
            Aliveness = contest.Aliveness(patch),
            Uniforms = drawn,
            RowSums = rowSums.View,
            Entities = world.Entities,
            Probability = parameters.UpdateProbability,
            Target = patch,
        });
        launcher.RunGroups<Loss, Loss.Arguments>(new Loss.Arguments
        {
            Populations = Rows(world.Entities, totals.View),
            Value = loss.View,
            Gradient = upstream.View,
            Entities = world.Entities,
            Cells = patch.Cells,
            Objective = parameters.Objective,
            Sharpness = parameters.SoftMinSharpness,
            GrowthCurve = parameters.GrowthCurve,
            DiversityWeight = parameters.DiversityWeight,
        });
    }

    // A shared loss reaches every entity's proposals; a loss of one's own reaches one's own alone.
    private void TakeBackThroughContest(EcosystemParameters parameters, in CellUniforms drawn)
    {
        int entities = network.Layout.Species + 1;
        Proposals gradient = Entities(sunGradient.Over(patch), proposalGradient.Over(patch), parameters);
        int learners = Loss.Learners(parameters.Objective, entities);
        for (int learner = 0; learner < learners; learner++)
        {
            (int first, int count) = learners == 1 ? (0, entities) : (learner, 1);
            contestGradient.Run(
                parameters, contest, drawn, upstream.View, learner, first, count, gradient, patch);
        }
    }

    private void SumSunGradient()
    {
        if (spatialSun)
        {
            return;
        }

        launcher.RunGroups<Census, Census.Arguments>(new Census.Arguments
        {
            Grid = sunGradient.Over(patch),
            RowSums = rowSums.View,
            Entities = channels,
            Target = patch,
        });
        launcher.RunGroups<RowTotals, RowTotals.Arguments>(Rows(channels, sunTotals.View));
    }

    private RowTotals.Arguments Rows(int counts, ArrayView<float> result) => new()
    {
        RowSums = rowSums.View,
        Totals = result,
        Counts = counts,
        RowCount = patch.Height,
    };
}
