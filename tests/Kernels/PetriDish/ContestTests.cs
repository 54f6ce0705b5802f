using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>Masks, contest and survival are the reference's, in each world of a batch.</summary>
public class ContestTests
{
    /// <summary>Largest difference.</summary>
    internal const double Tolerance = 2e-6;

    /// <summary>Devices and vectors, species, rules, and how proposals lie.</summary>
    public static TheoryData<string, int, ContestKind, DishCoupling> Rules
    {
        get
        {
            TheoryData<string, int, ContestKind, DishCoupling> rules = [];
            foreach (string device in Devices.EveryBody)
            {
                foreach (ContestKind kind in Enum.GetValues<ContestKind>())
                {
                    rules.Add(device, 1, kind, DishCoupling.Independent);
                    rules.Add(device, 2, kind, DishCoupling.Interleaved);
                    rules.Add(device, 5, kind, DishCoupling.Independent);
                    rules.Add(device, 24, kind, DishCoupling.Interleaved);
                }
            }

            return rules;
        }
    }

    /// <summary>Devices and recorded cases.</summary>
    public static TheoryData<string, string> Recorded =>
        new MatrixTheoryData<string, string>([.. Devices.All.Select(row => (string)row)], [.. DishCase.OfKind("gradient")]);

    /// <summary>A whole step, from masks on. What the dead propose is nobody's concern.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Steps_are_the_references(string device, int species, ContestKind kind, DishCoupling coupling)
    {
        DishSample sample = new(species, kind);
        using DishBench bench = new(Devices.Open(device), sample, coupling);
        bench.Step();
        Assert.Equal(sample.Tall(world => world.Masks), Array.ConvertAll(bench.Workbench.Read(bench.Masks), value => (double)value));
        AssertClose(bench, bench.Weights, sample.Tall(world => world.Outcome.Weights), "w");
        AssertClose(bench, bench.Shares, sample.Tall(world => world.Outcome.Shares), "v");
        AssertClose(bench, bench.NextState, sample.Tall(world => world.Outcome.NextGrid[(sample.P.Entities * sample.P.Cells)..]), "state");
        AssertClose(bench, bench.Aliveness, sample.Tall(world => world.Outcome.Aliveness), "aliveness");
    }

    /// <summary>The published programs' own step, from proposals to the next grid.</summary>
    [Theory]
    [MemberData(nameof(Recorded))]
    public void Steps_are_the_recorded_ones(string device, string name)
    {
        DishCase recorded = DishCase.Load(name);
        DishSample sample = DishSample.Of(recorded);
        using DishBench bench = new(Devices.Open(device), sample);
        bench.Step();
        double[][] next = [.. recorded.Input("grid1").Chunk((sample.P.Entities + sample.P.Channels) * sample.P.Cells)];
        int world = 0;
        float[] actual = [.. bench.Workbench.Read(bench.Aliveness), .. bench.Workbench.Read(bench.NextState)];
        Close.Assert<double, float>(sample.Tall(_ => next[world++]), actual, Tolerance, what: "grid");
    }

    /// <summary>Rows of several tiles, of which the last ends within a vector.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Wide_worlds_are_the_references(string device)
    {
        DishSample sample = new(2, ContestKind.PetriDish, worlds: 2, height: 3, width: 1031);
        using DishBench bench = new(Devices.Open(device), sample);
        bench.Step();
        AssertClose(bench, bench.NextState, sample.Tall(world => world.Outcome.NextGrid[(sample.P.Entities * sample.P.Cells)..]), "state");
        AssertClose(bench, bench.Aliveness, sample.Tall(world => world.Outcome.Aliveness), "aliveness");
    }

    /// <summary>The dead have exactly nothing, and in walls that is everybody but the sun.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Only_the_living_share_a_cell(string device)
    {
        DishSample sample = new(5, ContestKind.Duel);
        using DishBench bench = new(Devices.Open(device), sample);
        bench.Step();
        double[] masks = sample.Tall(world => world.Masks);
        float[] weights = bench.Workbench.Read(bench.Weights);
        float[] shares = bench.Workbench.Read(bench.Shares);
        Assert.All(masks, (mask, i) => Assert.Equal(mask > 0, weights[i] > 0 && shares[i] > 0));
        Assert.All(masks.Zip(weights, shares), cell => Assert.True(cell.First > 0 || (cell.Second == 0 && cell.Third == 0)));

        double[] walls = sample.Tall(world => world.Walls);
        float[] aliveness = bench.Workbench.Read(bench.Aliveness);
        Assert.Contains(1, walls);
        Assert.All(aliveness, (value, i) => Assert.True(walls[i % walls.Length] == 0 || value == (i < walls.Length ? 1 : 0)));
    }

    /// <summary>
    /// Where three die of each other next to nothing is left. Petri Dish leaves all of it to the sun, a duel divides by 1e-8 and by no
    /// less.
    /// </summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_stalemate_leaves_next_to_nothing(string device)
    {
        foreach (ContestKind kind in Enum.GetValues<ContestKind>())
        {
            DishSample sample = DishSample.Stalemate(kind);
            using DishBench bench = new(Devices.Open(device), sample);
            bench.Step();
            double[] expected = sample.Tall(world => world.Outcome.Aliveness);
            Assert.All(expected[..sample.P.Cells], left => Assert.Equal(kind == ContestKind.PetriDish, left > 0.5));
            Close.Assert<double, float>(expected, bench.Workbench.Read(bench.Aliveness), absolute: 0, relativeToLargest: 2e-4, "aliveness");
        }
    }

    /// <summary>A share that lies on the threshold is no stronghold, one just beyond it is, and only in its own world.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_stronghold_is_beyond_the_threshold(string device)
    {
        DishSample sample = new(1, ContestKind.PetriDish, worlds: 2, height: 3, width: 20);
        using DishBench bench = new(Devices.Open(device), sample);
        double[] shares = [.. Enumerable.Repeat(0.75, 120), .. Enumerable.Repeat(0.25, 120)];
        const int last = 120 + 40, first = 120 + 60;
        shares[last + 5] = sample.P.AliveThreshold;
        shares[first + 15] = MathF.BitIncrement(sample.P.AliveThreshold);
        bench.Survive(bench.Planes(shares), bench.Whole);

        float[] aliveness = bench.Workbench.Read(bench.Aliveness);
        int[] living = [.. Enumerable.Range(0, 120).Where(cell => aliveness[120 + cell] > 0)];
        Assert.Equal([74, 75, 76, 94, 95, 96], living);
    }

    private static void AssertClose(DishBench bench, PlaneBuffer actual, double[] expected, string what) =>
        Close.Assert<double, float>(expected, bench.Workbench.Read(actual), Tolerance, what: what);
}
