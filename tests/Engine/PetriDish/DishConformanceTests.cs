using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>Worlds do what the published programs of the Petri Dish rules did.</summary>
public class DishConformanceTests
{
    /// <summary>Every body that there is, and every case with a gradient.</summary>
    public static TheoryData<string, string> GradientCases =>
        [.. Devices.EveryBody.SelectMany(_ => DishCase.OfKind("gradient"), (device, name) => (device, name))];

    /// <summary>Every body that there is.</summary>
    public static TheoryData<string> Bodies => [.. Devices.EveryBody];

    /// <summary>Steps, losses, the gradients of all weights and of the sun.</summary>
    [Theory]
    [MemberData(nameof(GradientCases))]
    public void Gradients_are_theirs(string device, string name)
    {
        DishCase test = DishCase.Load(name);
        int before = test.Setting("beforeSteps").GetInt32();
        int unrolled = test.Setting("unrollSteps").GetInt32();
        using DishCaseWorld world = new(device, test, p => p with
        {
            LearnInterval = before + unrolled,
            UnrollSteps = unrolled,
            LearningRate = new(0f),
            SunInterval = 1,
        });

        // The sun has no gradient in the very first epoch.
        world.Body.Clock.EndEpoch();
        for (int step = 0; step < before + unrolled; step++)
        {
            world.World.Step();
            if (step == 0)
            {
                Close.Assert<float, float>(test.Recorded("grid1"), world.ReadGrid(), 2e-5, what: "grid1");
            }

            // The way back takes earlier steps again.
            if (step == 0 && before + unrolled > 1)
            {
                AssertProposals(test, world.ReadProposals());
            }
        }

        Close.Assert<float, float>(test.Recorded("nextGrid"), world.ReadGrid(), 1e-4, what: "nextGrid");
        Close.Assert<float, float>(test.Recorded("population"), world.ReadPopulations(), 0, 1e-4, "population");
        Close.Assert<float, float>(test.Recorded("loss"), world.Read(world.Body.Learning!.Outcome.Losses), 2e-5, what: "loss");
        float[] gradients = world.Read(world.Body.Learning!.Gradients);
        foreach ((string layer, _) in world.Layers)
        {
            Close.Assert<float, float>(test.Recorded("grad." + layer), world.Part(gradients, layer), 0, 2e-4, layer);
        }

        Close.Assert<float, float>(test.Recorded("grad.sun"), world.Read(world.Body.Sun.Gradient), 0, 2e-4, "sun");
        double norm = Math.Sqrt(world.World.Observe().GradientNorms!.Sum(length => (double)length * length));
        Close.Assert<float, double>(test.Recorded("gradientNorm"), [norm], 0, 1e-4, "norm");
    }

    /// <summary>Many steps without learning.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void Trajectories_are_theirs(string device)
    {
        DishCase test = DishCase.Load("trajectory");
        using DishCaseWorld world = new(device, test, p => p with { LearnInterval = 0 });
        List<float> populations = [];
        for (int step = 0; step < test.Setting("steps").GetInt32(); step++)
        {
            world.World.Step();
            populations.AddRange(world.World.Observe().Populations);
        }

        Close.Assert<float, float>(test.Recorded("nextGrid"), world.ReadGrid(), 1e-3, what: "nextGrid");
        Close.Assert<float, float>(test.Recorded("population"), [.. populations], 0, 1e-4, "population");
    }

    /// <summary>Updates by every optimiser.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void Updates_are_theirs(string device)
    {
        DishCase test = DishCase.Load("optimizers");
        int[] marks = [.. test.Setting("marks").EnumerateArray().Select(mark => mark.GetInt32())];
        int length = test.Setting("beforeSteps").GetInt32() + test.Setting("unrollSteps").GetInt32();
        foreach (OptimizerKind kind in (OptimizerKind[])[OptimizerKind.SGD, OptimizerKind.RMSProp, OptimizerKind.Adam, OptimizerKind.AdamW])
        {
            using DishCaseWorld world = new(device, test, p => Learning(test, p) with { LearnInterval = length, Optimizer = new(kind) });
            List<float> losses = [];
            for (int epoch = 1; epoch <= test.Setting("epochs").GetInt32(); epoch++)
            {
                RunEpoch(world);
                losses.AddRange(world.Read(world.Body.Learning!.Outcome.Losses));
                if (marks.Contains(epoch))
                {
                    AssertLearned(test, world, $"{kind}.{epoch}.");
                    Close.Assert<float, float>(test.Recorded($"{kind}.{epoch}.grid"), world.ReadGrid(), 5e-4, what: $"{kind} grid");
                }
            }

            Close.Assert<float, float>(test.Recorded($"{kind}.losses"), [.. losses], 0, 1e-3, $"{kind} losses");
        }
    }

    /// <summary>Epochs of a pool with burn-in and given draws, in which a species dies out in some worlds.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void The_pool_is_theirs(string device)
    {
        DishCase test = DishCase.Load("pool");
        int batch = test.Setting("worlds").GetInt32();
        int[][] draws = [.. test.Input("draws").Select(slot => (int)slot).Chunk(batch)];
        float[][] schedule = [.. test.Recorded("schedule").Chunk(2)];
        using DishCaseWorld world = new(device, test, p => Learning(test, p) with
        {
            BatchWorlds = batch,
            LearnInterval = test.Setting("beforeSteps").GetInt32() + test.Setting("unrollSteps").GetInt32(),
            Optimizer = new(Enum.Parse<OptimizerKind>(test.Setting("optimizer").GetString()!)),
            BurnInIncrement = test.Setting("burnInIncrement").GetInt32(),
            BurnInEpochs = test.Setting("burnInEpochs").GetInt32(),
        });
        List<float> losses = [];
        for (int epoch = 0; epoch < draws.Length; epoch++)
        {
            world.World.Given.Slots = draws[epoch];
            RunEpoch(world);
            Assert.Equal((schedule[epoch][0], schedule[epoch][1]), (world.Body.Clock.Before, world.Body.Clock.Taped));
            losses.AddRange(world.Read(world.Body.Learning!.Outcome.Losses));
        }

        Close.Assert<float, float>(test.Recorded("losses"), [.. losses], 0, 1e-3, "losses");
        Close.Assert<float, float>(test.Recorded("nextGrid"), world.ReadPool(), 1e-3, what: "nextGrid");
        AssertLearned(test, world, "after.");
    }

    // Nobody asks what a species proposes where it is not alive.
    private static void AssertProposals(DishCase test, float[] actual)
    {
        DishParameters p = test.Parameters;
        bool[] isAlive = [.. test.Worlds.SelectMany(grid => DishContest.Alive(p, grid[..(p.Entities * p.Cells)], new double[p.Cells])[p.Cells..].Select(alive => alive > 0))];
        float[] expected = test.Recorded("updates");
        int[] places = [.. Enumerable.Range(0, expected.Length).Where(i => isAlive[i / (p.Channels * p.Cells) * p.Cells + i % p.Cells])];
        Close.Assert<float, float>(
            Array.ConvertAll(places, i => expected[i]), Array.ConvertAll(places, i => actual[i]), 2e-5, what: "updates");
    }

    private static PetriDishParameters Learning(DishCase test, PetriDishParameters parameters) => parameters with
    {
        UnrollSteps = test.Setting("unrollSteps").GetInt32(),
        LearningRate = new(test.Setting("learningRate").GetSingle()),
        SunInterval = test.Setting("sunInterval").GetInt32(),
    };

    private static void RunEpoch(DishCaseWorld world)
    {
        do
        {
            world.World.Step();
        }
        while (world.Body.Clock.Step > 0);
    }

    // To a part of how far a tensor has come since the start.
    private static void AssertLearned(DishCase test, DishCaseWorld world, string prefix)
    {
        float[] weights = world.World.ReadWeights();
        foreach ((string layer, _) in world.Layers)
        {
            AssertMoved(test.Recorded("weight." + layer), test.Recorded(prefix + layer), world.Part(weights, layer), prefix + layer);
        }

        AssertMoved(test.Recorded("sun"), test.Recorded(prefix + "sun"), world.Read(world.Body.Sun.Vector), prefix + "sun");
    }

    private static void AssertMoved(float[] start, float[] expected, float[] actual, string what)
    {
        double farthest = expected.Zip(start, (there, here) => Math.Abs((double)there - here)).Max();
        Close.Assert<float, float>(expected, actual, farthest > 0 ? 5e-3 * farthest : 1e-7, what: what);
    }
}
