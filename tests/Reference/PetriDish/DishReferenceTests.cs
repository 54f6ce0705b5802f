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
        DishStep[][] worlds = [.. test.Worlds.Select(grid => DishLearner.Steps(test, grid, before + test.Setting("unrollSteps").GetInt32()))];
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
        DishStep[] steps = DishLearner.Steps(test, Assert.Single(test.Worlds), test.Setting("steps").GetInt32());
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
        DishStep[][] worlds = [.. test.Worlds.Select(grid => DishLearner.Steps(test, grid, 2))];
        double[] decoder = DishLearning.Gradients(test.Parameters, test.Weights, worlds).Weights.Decoder;
        Assert.All(decoder[(2 * decoder.Length / 3)..], slope => Assert.Equal(0, slope));
    }

    /// <summary>Updates by every optimiser, from the same weights.</summary>
    [Theory]
    [InlineData(DishOptimizerKind.SGD)]
    [InlineData(DishOptimizerKind.RMSProp)]
    [InlineData(DishOptimizerKind.Adam)]
    [InlineData(DishOptimizerKind.AdamW)]
    public void Updates_match(DishOptimizerKind kind)
    {
        DishCase test = DishCase.Load("optimizers");
        DishLearner learner = new(test, kind);
        int[] marks = [.. test.Setting("marks").EnumerateArray().Select(mark => mark.GetInt32())];
        double[][] worlds = test.Worlds;
        List<double> norms = [], losses = [], moves = [];
        for (int epoch = 1; epoch <= test.Setting("epochs").GetInt32(); epoch++)
        {
            worlds = learner.Run(worlds, test.Setting("beforeSteps").GetInt32(), test.Setting("unrollSteps").GetInt32());
            norms.Add(learner.GradientNorm);
            losses.AddRange(learner.Losses);
            moves.Add(learner.SunMoved ? 1 : 0);
            if (marks.Contains(epoch))
            {
                AssertLearned(test, $"{kind}.{epoch}.");
                AssertClose(test, $"{kind}.{epoch}.grid", [.. worlds.SelectMany(world => world)]);
            }
        }

        AssertClose(test, $"{kind}.gradientNorms", [.. norms], relative: true);
        AssertClose(test, $"{kind}.losses", [.. losses]);
        Assert.Equal(test.Input($"{kind}.sunSteps"), moves);
    }

    /// <summary>Epochs of a pool with burn-in and given draws; a world that lost a species is not kept.</summary>
    [Fact]
    public void The_pool_matches()
    {
        DishCase test = DishCase.Load("pool");
        DishLearner learner = new(test, Enum.Parse<DishOptimizerKind>(test.Setting("optimizer").GetString()!));
        double[][] pool = test.Worlds;
        double[][] schedule = [.. test.Input("schedule").Chunk(2)];
        int[][] draws = [.. test.Input("draws").Select(slot => (int)slot).Chunk(test.Setting("worlds").GetInt32())];
        List<double> norms = [], losses = [], moves = [], kept = [];
        for (int epoch = 0; epoch < draws.Length; epoch++)
        {
            Assert.Equal(schedule[epoch], Schedule(test, epoch));
            double[][] worlds = learner.Run([.. draws[epoch].Select(slot => pool[slot])], (int)schedule[epoch][0], (int)schedule[epoch][1]);
            norms.Add(learner.GradientNorm);
            losses.AddRange(learner.Losses);
            moves.Add(learner.SunMoved ? 1 : 0);
            foreach (var (slot, world) in draws[epoch].Zip(worlds))
            {
                bool isLiving = DishLearning.Populations(test.Parameters, world).All(population => population > 0);
                pool[slot] = isLiving ? world : pool[slot];
                kept.Add(isLiving ? 1 : 0);
            }
        }

        Assert.Contains(0, kept);
        Assert.Equal(test.Input("kept"), kept);
        Assert.Equal(test.Input("sunSteps"), moves);
        AssertClose(test, "gradientNorms", [.. norms], relative: true);
        AssertClose(test, "losses", [.. losses]);
        AssertClose(test, "nextGrid", [.. pool.SelectMany(world => world)]);
        AssertLearned(test, "after.");
    }

    // Steps without learning and steps that are learned through grow by the increment, every so many epochs, up to their targets.
    private static double[] Schedule(DishCase test, int epoch)
    {
        int grown = epoch / test.Setting("burnInEpochs").GetInt32() * test.Setting("burnInIncrement").GetInt32();
        return
        [
            Math.Min(grown, test.Setting("beforeSteps").GetInt32()), Math.Min(1 + grown, test.Setting("unrollSteps").GetInt32()),
        ];
    }

    private static void AssertLearned(DishCase test, string prefix)
    {
        foreach (var (tensor, values) in test.Weights.Named().Append(("sun", test.Sun)))
        {
            AssertClose(test, prefix + tensor, values);
        }
    }

    private static void AssertClose(DishCase test, string tensor, double[] actual, bool relative = false) => Close.Assert<float, double>(
        test.Recorded(tensor), actual, relative ? 0 : Tolerance, relative ? Tolerance : 0, tensor);
}
