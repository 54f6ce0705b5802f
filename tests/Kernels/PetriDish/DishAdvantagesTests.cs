using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Reference;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>What one's attack has over another's is the reference's, in each world of a batch.</summary>
public class DishAdvantagesTests
{
    private const double Tolerance = 5e-6;

    /// <summary>Devices, species, and how proposals lie.</summary>
    public static TheoryData<string, int, DishCoupling> Samples =>
    [
        .. from row in Devices.All
           from sample in ((int Species, DishCoupling Coupling)[])
           [
               (2, DishCoupling.Independent), (5, DishCoupling.Independent), (5, DishCoupling.Interleaved),
           ]
           select ((string)row, sample.Species, sample.Coupling),
    ];

    /// <summary>All pairs that live together somewhere, and no others. What the dead propose is nobody's concern.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Advantages_are_the_references(string device, int species, DishCoupling coupling)
    {
        DishSample sample = new(species, ContestKind.PetriDish);
        double[][][] measured = Measure(device, sample, coupling);
        for (int world = 0; world < sample.Worlds.Count; world++)
        {
            Assert.InRange(Worst(Expected(sample, sample.Worlds[world]), measured[world]), 0, Tolerance);
        }
    }

    /// <summary>In a duel they add up to the score.</summary>
    [Fact]
    public void A_duels_score_is_made_of_them()
    {
        DishSample sample = new(3, ContestKind.Duel);
        DishWorld world = sample.Worlds[0];
        for (int cell = 0; cell < sample.P.Cells; cell++)
        {
            DishDirections directions = DishDirections.Of(sample.P, world.Outcome.Proposals, cell);
            double[] scores = directions.Scores(isDuel: true);
            double?[][] advantages = ReferenceEncounters.Mean(4, [cell], (_, _) => true, (i, j, _) => Score(directions, i, j));
            Assert.All(scores, (score, i) => Assert.Equal(score, advantages[i].Sum()!.Value, 1e-12));
        }
    }

    /// <summary>Attack and defence exchanged, or what the dead propose, would be noticed.</summary>
    [Fact]
    public void A_broken_measure_is_noticed()
    {
        DishSample sample = new(5, ContestKind.PetriDish);
        DishWorld world = sample.Worlds[0];
        double[][] measured = Measure("cpu", sample, DishCoupling.Independent)[0];
        double?[][] exchanged = Mean(sample, world, world.Masks, (directions, i, j) => Score(directions, j, i));
        double?[][] withDead = Mean(sample, world, Array.ConvertAll(world.Masks, _ => 1.0), Score);
        Assert.False(Worst(exchanged, measured) < 50 * Tolerance);
        Assert.False(Worst(withDead, measured) < 50 * Tolerance);
    }

    // [world][i][j] above the diagonal, NaN where the two do not meet.
    private static double[][][] Measure(string device, DishSample sample, DishCoupling coupling)
    {
        int entities = sample.P.Entities;
        using DishBench bench = new(Devices.Open(device), sample, coupling);
        bench.Step();
        DeviceBuffer<float> rows = bench.Workbench.Buffer(new float[bench.Whole.Height * PairRows.NumbersPerRow(entities)]);
        bench.Workbench.Run<DishAdvantages, DishAdvantages.Arguments>(
            new DishAdvantages.Arguments { Contest = bench.Contest(bench.Whole), Rows = rows.View });
        return
        [
            .. bench.Workbench.Read(rows).Chunk(sample.P.GridHeight * entities * entities).Select(world => Enumerable.Range(0, entities)
                .Select(i => Enumerable.Range(0, entities).Select(j => Sum(world, i, j) / Sum(world, j, i)).ToArray())
                .ToArray()),
        ];

        double Sum(float[] world, int i, int j) => world.Chunk(entities * entities).Sum(row => (double)row[i * entities + j]);
    }

    private static double?[][] Expected(DishSample sample, DishWorld world) => Mean(sample, world, world.Masks, Score);

    private static double?[][] Mean(DishSample sample, DishWorld world, double[] masks, Func<DishDirections, int, int, double> score)
    {
        DishDirections[] directions =
            [.. Enumerable.Range(0, sample.P.Cells).Select(cell => DishDirections.Of(sample.P, world.Outcome.Proposals, cell))];
        return ReferenceEncounters.Mean(
            sample.P.Entities,
            Enumerable.Range(0, sample.P.Cells),
            (entity, cell) => masks[entity * sample.P.Cells + cell] > 0,
            (i, j, cell) => score(directions[cell], i, j));
    }

    private static double Score(DishDirections directions, int attacker, int defender) =>
        DishDirections.Dot(directions.Attack[attacker], directions.Defence[defender]);

    private static double Worst(double?[][] expected, double[][] actual) => (
        from i in Enumerable.Range(0, expected.Length)
        from j in Enumerable.Range(i + 1, expected.Length - i - 1)
        select Distance(expected[i][j], actual[i][j])).Max();

    // Infinite where one is there and the other is not.
    private static double Distance(double? expected, double actual) => expected switch
    {
        null => double.IsNaN(actual) ? 0 : double.PositiveInfinity,
        double value => double.IsFinite(value - actual) ? Math.Abs(value - actual) : double.PositiveInfinity,
    };
}
