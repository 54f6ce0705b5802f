using Xunit;

namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>The reference reproduces the recorded numbers of the published programs, to the rounding in which they are stored.</summary>
public class DishReferenceTests
{
    private const double Tolerance = 1e-6;

    /// <summary>All cases with a gradient.</summary>
    public static TheoryData<string> GradientCases => [.. DishCase.OfKind("gradient")];

    /// <summary>All cases of many steps without learning.</summary>
    public static TheoryData<string> Trajectories => [.. DishCase.OfKind("trajectory")];

    /// <summary>Without its cases the reference would prove nothing.</summary>
    [Fact]
    public void There_are_cases()
    {
        Assert.Equal(11, GradientCases.Count);
        Assert.Single(Trajectories);
    }

    /// <summary>Steps, losses, and the gradients of all weights and of the sun.</summary>
    [Theory]
    [MemberData(nameof(GradientCases))]
    public void Gradients_match(string name)
    {
        DishCase test = DishCase.Load(name);
        DishParameters p = test.Parameters;
        int before = test.Setting("beforeSteps").GetInt32();
        DishStep[][] worlds = [.. test.Worlds.Select(grid => Steps(test, grid, before + test.Setting("unrollSteps").GetInt32()))];
        AssertClose(test, "updates", [.. worlds.SelectMany(steps => steps[0].Network.Proposals)]);
        AssertClose(test, "grid1", [.. worlds.SelectMany(steps => steps[0].Outcome.NextGrid)]);
        AssertClose(test, "nextGrid", [.. worlds.SelectMany(steps => steps[^1].Outcome.NextGrid)]);

        double[][] populations = [.. worlds.Select(steps => DishLearning.Populations(p, steps[^1].Outcome.Aliveness))];
        AssertClose(test, "population", [.. populations.SelectMany(world => world)], relative: true);
        AssertClose(test, "loss", DishLearning.Losses(p, populations));

        var (gradients, sun) = DishLearning.Gradients(p, test.Weights, [.. worlds.Select(steps => steps[before..])]);
        foreach (var (tensor, values) in gradients.Named().Append(("sun", sun)))
        {
            AssertClose(test, $"grad.{tensor}", values, relative: true);
        }

        double norm = Math.Sqrt(gradients.Named().Sum(tensor => tensor.Values.Sum(value => value * value)));
        AssertClose(test, "gradientNorm", [norm], relative: true);
    }

    /// <summary>Every step's populations, and the grid after the first and the last.</summary>
    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Trajectories_match(string name)
    {
        DishCase test = DishCase.Load(name);
        DishStep[] steps = Steps(test, Assert.Single(test.Worlds), test.Setting("steps").GetInt32());
        AssertClose(test, "grid1", steps[0].Outcome.NextGrid);
        AssertClose(test, "nextGrid", steps[^1].Outcome.NextGrid);
        AssertClose(
            test,
            "population",
            [.. steps.SelectMany(step => DishLearning.Populations(test.Parameters, step.Outcome.Aliveness))],
            relative: true);
    }

    /// <summary>Where nothing of an entity lives anywhere, nothing is learned.</summary>
    [Fact]
    public void The_absent_learn_nothing()
    {
        DishCase test = DishCase.Load("absent");
        DishStep[][] worlds = [.. test.Worlds.Select(grid => Steps(test, grid, 2))];
        double[] decoder = DishLearning.Gradients(test.Parameters, test.Weights, worlds).Weights.Decoder;
        Assert.All(decoder[(2 * decoder.Length / 3)..], slope => Assert.Equal(0, slope));
    }

    private static DishStep[] Steps(DishCase test, double[] grid, int count)
    {
        List<DishStep> steps = [];
        for (int step = 0; step < count; step++)
        {
            steps.Add(DishLearning.Step(test.Parameters, test.Weights, test.Sun, grid));
            grid = steps[^1].Outcome.NextGrid;
        }

        return [.. steps];
    }

    private static void AssertClose(DishCase test, string tensor, double[] actual, bool relative = false) => Close.Assert<float, double>(
        test.Recorded(tensor), actual, relative ? 0 : Tolerance, relative ? Tolerance : 0, tensor);
}
