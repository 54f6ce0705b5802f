using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Rules.PetriDish;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Computes a case of the Petri Dish rules on a device.</summary>
internal sealed class DishCaseRunner
{
    private const double OneStep = 2e-5;
    private const double Loss = 2e-5;
    private const double SomeSteps = 1e-4;
    private const double ManySteps = 1e-3;
    private const double AfterUpdates = 5e-4;

    // Relative to the largest number of a tensor.
    private const double Gradient = 2e-4;
    private const double Sums = 1e-4;
    private const double LossesOfEpochs = 1e-3;

    // Relative to how far the tensor's largest change has come.
    private const double Moved = 5e-3;

    private readonly ComputeDevice device;
    private readonly CaseFiles<DishCaseParameters> reference;
    private readonly DishCaseParameters p;
    private readonly Comparison comparison = new();
    private double? worstGradient;

    private DishCaseRunner(ComputeDevice device, CaseFiles<DishCaseParameters> reference)
    {
        this.device = device;
        this.reference = reference;
        p = reference.Parameters;
    }

    /// <summary>Computes one case.</summary>
    /// <param name="device">The device.</param>
    /// <param name="folder">The case.</param>
    /// <param name="forwardOnly">Leave gradients out.</param>
    /// <exception cref="InvalidDataException">The case folder is damaged.</exception>
    public static CaseResult Run(ComputeDevice device, string folder, bool forwardOnly)
    {
        DishCaseRunner runner =
            new(device, CaseReader.Load<DishCaseParameters>(folder, DishCaseRules.Problem, DishCaseRules.Shape));
        switch (runner.p.Kind)
        {
            case DishCaseKind.Gradient:
                runner.CompareSteps(learns: !forwardOnly);
                break;
            case DishCaseKind.Learning:
                Array.ForEach(runner.p.Optimizers, runner.CompareUpdates);
                break;
            case DishCaseKind.Pool:
                runner.ComparePool(folder);
                break;
            case DishCaseKind.Trajectory:
                runner.CompareTrajectory();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(folder), runner.p.Kind, "there is no such kind of case");
        }

        Comparison comparison = runner.comparison;
        return new CaseResult(
            runner.reference.Name, comparison.Passed, comparison.Worst, runner.worstGradient, comparison.Message);
    }

    private void CompareSteps(bool learns)
    {
        int steps = p.BeforeSteps + p.UnrollSteps;
        using DishCaseWorld world = Begin(parameters => parameters with
        {
            LearnInterval = learns ? steps : 0,
            LearningRate = new(0f),
            SunInterval = 1,
        });

        // The sun has no gradient in the very first epoch.
        world.Body.Clock.EndEpoch();
        for (int step = 0; step < steps; step++)
        {
            world.World.Step();
            if (step == 0)
            {
                comparison.Add("grid1", world.ReadGrid(), Recorded("grid1"), OneStep);
            }

            // The way back takes earlier steps again.
            if (step == 0 && steps > 1)
            {
                CompareProposals(world);
            }
        }

        comparison.Add("nextGrid", world.ReadGrid(), Recorded("nextGrid"), SomeSteps);
        if (learns)
        {
            CompareGradients(world);
        }
    }

    private void CompareGradients(DishCaseWorld world)
    {
        comparison.AddRelative("population", world.ReadPopulations(), Recorded("population"), Sums);
        comparison.Add("loss", world.Read(world.Body.Learning!.Outcome.Losses), Recorded("loss"), Loss);
        float[] gradients = world.Read(world.Body.Learning.Gradients);
        double worst = 0;
        foreach ((string layer, long offset) in world.Layers)
        {
            float[] expected = Recorded("grad." + layer);
            worst = Math.Max(worst, comparison.AddRelative(
                "gradient of " + layer, gradients.AsSpan((int)offset, expected.Length), expected, Gradient));
        }

        worstGradient = Math.Max(worst, comparison.AddRelative(
            "gradient of sun", world.Read(world.Body.Sun.Gradient), Recorded("grad.sun"), Gradient));
        double norm = Math.Sqrt(world.World.Observe().GradientNorms!.Sum(length => (double)length * length));
        comparison.AddRelative("gradientNorm", [(float)norm], Recorded("gradientNorm"), Sums);
    }

    // Nobody asks what a species proposes where it is not alive.
    private void CompareProposals(DishCaseWorld world)
    {
        float[] grid = Recorded("grid");
        int ofWorld = p.Species * p.Channels * p.Cells;
        comparison.Add("updates", world.ReadProposals(), Recorded("updates"), OneStep, i =>
        {
            int plane = i / ofWorld * (p.Entities + p.Channels) + 1 + i % ofWorld / p.Cells / p.Channels;
            return !LivesNear(grid.AsSpan(plane * p.Cells, p.Cells), i % p.Cells);
        });
    }

    private bool LivesNear(ReadOnlySpan<float> aliveness, int cell)
    {
        bool lives = false;
        (int column, int row) = (cell % p.GridWidth, cell / p.GridWidth);
        for (int y = Math.Max(0, row - 1); y <= Math.Min(p.GridHeight - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(p.GridWidth - 1, column + 1); x++)
            {
                lives |= aliveness[y * p.GridWidth + x] > (float)p.AliveThreshold;
            }
        }

        return lives;
    }

    private void CompareUpdates(OptimizerKind kind)
    {
        float[] expected = Recorded($"{kind}.losses");
        using DishCaseWorld world = Begin(parameters => parameters with { Optimizer = new(kind) });
        List<float> losses = [];
        for (int epoch = 1; epoch <= p.Epochs; epoch++)
        {
            world.RunEpoch();
            losses.AddRange(world.Read(world.Body.Learning!.Outcome.Losses));
            if (p.Marks.Contains(epoch))
            {
                CompareLearned(world, $"{kind}.{epoch}.");
                comparison.Add($"{kind}.{epoch}.grid", world.ReadGrid(), Recorded($"{kind}.{epoch}.grid"), AfterUpdates);
            }
        }

        comparison.AddRelative($"{kind}.losses", [.. losses], expected, LossesOfEpochs);
    }

    private void ComparePool(string folder)
    {
        float[] expected = Recorded("losses");
        float[] slots = Recorded("draws");
        if (slots.Any(slot => slot != MathF.Floor(slot) || slot < 0 || slot >= p.Pool))
        {
            throw CaseReader.Malformed(folder, "tensors.draws", $"has slots that a pool of {p.Pool} has not");
        }

        using DishCaseWorld world = Begin(parameters => parameters);
        List<float> losses = [];
        List<float> schedule = [];
        foreach (float[] draw in slots.Chunk(p.Worlds))
        {
            world.World.Given.Slots = Array.ConvertAll(draw, slot => (int)slot);
            world.RunEpoch();
            schedule.AddRange([world.Body.Clock.Before, world.Body.Clock.Taped]);
            losses.AddRange(world.Read(world.Body.Learning!.Outcome.Losses));
        }

        comparison.Add("schedule", [.. schedule], Recorded("schedule"), 0);
        comparison.AddRelative("losses", [.. losses], expected, LossesOfEpochs);
        comparison.Add("nextGrid", world.ReadPool(), Recorded("nextGrid"), ManySteps);
        CompareLearned(world, "after.");
    }

    private void CompareTrajectory()
    {
        float[] expected = Recorded("population");
        using DishCaseWorld world = Begin(parameters => parameters);
        List<float> populations = [];
        for (int step = 0; step < p.Steps; step++)
        {
            world.World.Step();
            populations.AddRange(world.World.Observe().Populations);
        }

        comparison.AddRelative("population", [.. populations], expected, Sums);
        comparison.Add("nextGrid", world.ReadGrid(), Recorded("nextGrid"), ManySteps);
    }

    private void CompareLearned(DishCaseWorld world, string prefix)
    {
        float[] weights = world.World.ReadWeights();
        foreach ((string layer, long offset) in world.Layers)
        {
            CompareMoved("weight." + layer, prefix + layer, weights.AsSpan((int)offset));
        }

        CompareMoved("sun", prefix + "sun", world.Read(world.Body.Sun.Vector));
    }

    // To a part of how far a tensor has come since the start.
    private void CompareMoved(string start, string name, ReadOnlySpan<float> actual)
    {
        float[] expected = Recorded(name);
        double farthest = expected.Zip(Recorded(start), (there, here) => Math.Abs((double)there - here)).Max();
        comparison.Add(name, actual[..expected.Length], expected, farthest > 0 ? Moved * farthest : 1e-7);
    }

    private DishCaseWorld Begin(Func<PetriDishParameters, PetriDishParameters> change) => new(device, reference, change(p.Translate()));

    private float[] Recorded(string tensor) => reference.Tensor(tensor).Values;
}
