using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>
/// One learning pass (section 5): a step over a patch that is a world of its own, its loss, and the loss's gradient with
/// respect to every weight and the sun. Gradients are computed before the world's step and applied after it.
/// </summary>
internal sealed class LearningPass : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly Species species;
    private readonly EcosystemDynamics dynamics;
    private readonly EcosystemTape tape;
    private readonly Population population;
    private readonly PlaneBuffer givenUniforms;
    private readonly DeviceBuffer<float> rowSums;
    private readonly DeviceBuffer<float> totals;
    private readonly DeviceBuffer<float> upstream;
    private readonly DeviceBuffer<float> loss;
    private Area patch;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="species">Who learns.</param>
    /// <param name="sun">What else does.</param>
    /// <param name="shape">The world's, with a patch.</param>
    public LearningPass(DeviceArena memory, Species species, Sun sun, EcosystemShape shape)
    {
        this.memory = memory;
        launcher = memory.Launcher;
        this.species = species;
        Area size = shape.Patch!.Value;
        int entities = shape.Species + 1;
        dynamics = new EcosystemDynamics(memory, sun, shape, size, size, pass: null);
        tape = new EcosystemTape(memory, species.Networks, sun, shape, size);
        population = new Population(memory, shape.Species, size);
        givenUniforms = memory.Planes(1, size);
        rowSums = memory.Allocate<float>((long)entities * size.Height);
        totals = memory.Allocate<float>(entities);
        upstream = memory.Allocate<float>(entities * entities);
        loss = memory.Allocate<float>(1);
    }

    /// <summary>Whether there is a loss and gradients.</summary>
    public bool HasRun { get; private set; }

    /// <summary>The weights' gradients, laid out as the weights are.</summary>
    public DeviceBuffer<float> Gradients => tape.Networks.Gradients;

    /// <summary>Computes loss and gradients.</summary>
    /// <param name="order">The step that it belongs to.</param>
    /// <param name="cells">The world before that step.</param>
    /// <param name="area">Which part of the world.</param>
    public void ComputeGradients(in StepOrder order, WorldState cells, Area area)
    {
        patch = area;
        population.Count(cells.Grid.Planes, patch);
        Surroundings around = Surroundings.Of(cells, population, patch);
        dynamics.Forward(order, around, patch, tape);
        CellUniforms drawn = Uniforms(order);
        EvaluateLoss((EcosystemParameters)order.Parameters, cells, drawn);
        dynamics.Backward(order, around, patch, tape, drawn, upstream.View);
        tape.Sun.Sum(patch);
        HasRun = true;
    }

    /// <summary>Moves the weights and the sun by the computed gradients; a rate of 0 moves nothing.</summary>
    public void Apply(EcosystemParameters parameters)
    {
        species.Learn(parameters, Gradients);
        float rate = parameters.LearningRate.Default * parameters.SunRateScale;
        if (rate != 0)
        {
            tape.Sun.Descend(patch, rate);
        }
    }

    /// <summary>The last pass's loss; null before the first.</summary>
    public float? ReadLoss() => HasRun ? loss.ReadAll(launcher.Flush())[0] : null;

    /// <summary>The last gradient of what the sun learns.</summary>
    public float[] ReadSunGradient() => tape.Sun.Read();

    /// <summary>What it last computed is of a world that is no more.</summary>
    public void Forget() => HasRun = false;

    public void Dispose() => memory.Dispose();

    private CellUniforms Uniforms(in StepOrder order)
    {
        float[]? given = order.Given?.Patch?.Uniforms;
        if (given is not null)
        {
            givenUniforms.Write(launcher.Flush(), given);
        }

        return new CellUniforms
        {
            Seed = order.Seed,
            Step = order.Step,
            Stream = RandomStream.PatchUpdate,
            Whole = patch,
            AreGiven = given is null ? 0 : 1,
            Given = givenUniforms.Over(patch),
        };
    }

    private void EvaluateLoss(EcosystemParameters parameters, WorldState cells, in CellUniforms drawn)
    {
        launcher.RunGroups<PatchCensus, PatchCensus.Arguments>(new PatchCensus.Arguments
        {
            Grid = cells.Grid.Planes,
            Aliveness = dynamics.Contest.Aliveness(patch),
            Uniforms = drawn,
            RowSums = rowSums.View,
            Entities = cells.Entities,
            Probability = parameters.UpdateProbability,
            Target = patch,
        });
        launcher.RunGroups<Loss, Loss.Arguments>(new Loss.Arguments
        {
            Populations = new RowTotals.Arguments
            {
                RowSums = rowSums.View,
                Totals = totals.View,
                Counts = cells.Entities,
                RowCount = patch.Height,
            },
            Value = loss.View,
            Gradient = upstream.View,
            Entities = cells.Entities,
            Cells = patch.Cells,
            Objective = parameters.Objective,
            Sharpness = parameters.SoftMinSharpness,
            GrowthCurve = parameters.GrowthCurve,
            DiversityWeight = parameters.DiversityWeight,
        });
    }
}
