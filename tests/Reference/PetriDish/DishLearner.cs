namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>Epochs on a batch of worlds.</summary>
/// <param name="test">The case whose weights and sun are moved.</param>
/// <param name="kind">How weights move; the sun always moves by an AdamW of its own.</param>
public sealed class DishLearner(DishCase test, DishOptimizerKind kind)
{
    private readonly DishOptimizer ofWeights = new(kind, test.Setting("learningRate").GetDouble());
    private readonly DishOptimizer ofSun = new(DishOptimizerKind.AdamW, test.Setting("learningRate").GetDouble());
    private int epoch;

    /// <summary>Every entity's loss in the last epoch.</summary>
    public double[] Losses { get; private set; } = [];

    /// <summary>Length of all networks' gradients together in the last epoch, before the clip.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>Whether the sun moved in the last epoch.</summary>
    public bool SunMoved { get; private set; }

    /// <summary>Runs an epoch: steps without learning, steps that are learned through, an update.</summary>
    /// <returns>The worlds after it.</returns>
    public double[][] Run(double[][] worlds, int before, int learned)
    {
        DishParameters p = test.Parameters;
        DishStep[][] steps = [.. worlds.Select(grid => Steps(test, grid, before + learned))];
        Losses = DishLearning.Losses(p, [.. steps.Select(world => DishLearning.Populations(p, world[^1].Outcome.Aliveness))]);
        var (gradients, sun) = DishLearning.Gradients(p, test.Weights, [.. steps.Select(world => world[before..])]);
        GradientNorm = Math.Sqrt(gradients.Named().Sum(tensor => tensor.Values.Sum(value => value * value)));
        double scale = Math.Min(1, test.Setting("gradientClip").GetDouble() / (GradientNorm + 1e-6));
        ofWeights.Update(
            test.Weights.Named(),
            gradients.Named().Select(tensor => (tensor.Name, Array.ConvertAll(tensor.Values, value => scale * value))));

        int interval = test.Setting("sunInterval").GetInt32();
        SunMoved = interval > 0 && epoch > 0 && epoch % interval == 0;
        if (SunMoved)
        {
            ofSun.Update([("sun", test.Sun)], [("sun", sun)]);
        }

        epoch++;
        return [.. steps.Select(world => world[^1].Outcome.NextGrid)];
    }

    /// <summary>So many steps of a world with the weights and the sun of a case.</summary>
    public static DishStep[] Steps(DishCase test, double[] grid, int count)
    {
        List<DishStep> steps = [];
        for (int step = 0; step < count; step++)
        {
            steps.Add(DishLearning.Step(test.Parameters, test.Weights, test.Sun, grid));
            grid = steps[^1].Outcome.NextGrid;
        }

        return [.. steps];
    }
}
