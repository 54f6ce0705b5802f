using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>The comparisons of losses, and of what the sun learns, bite: faults that a kernel could have, put into the reference.</summary>
public class BrokenLossTests
{
    private const int Worlds = 3;
    private const string Right = "nothing";

    private static readonly Dictionary<string, Func<DishParameters, double[][], double[]>> losses = new()
    {
        [Right] = DishLearning.Losses,
        ["nothing is added to populations"] = (p, worlds) => DishLearning.Losses(p, Changed(worlds, population => population - 1e-3)),
        ["losses are sums over worlds"] = (p, worlds) => Array.ConvertAll(DishLearning.Losses(p, worlds), loss => Worlds * loss),
        ["the other rules' loss counts"] = (p, worlds) => DishLearning.Losses(Other(p), worlds),
        ["the last world does not count"] = (p, worlds) => DishLearning.Losses(p, worlds[..^1]),
        ["populations are means"] = (p, worlds) => DishLearning.Losses(p, Changed(worlds, population => population / p.Cells)),
    };

    private static readonly Dictionary<string, Func<DishParameters, double, double>> slopes = new()
    {
        [Right] = (p, population) => DishLearning.Upstream(p, population, Worlds),
        ["nothing is added to populations"] = (p, population) => DishLearning.Upstream(p, population - 1e-3, Worlds),
        ["losses are sums over worlds"] = (p, population) => DishLearning.Upstream(p, population, worlds: 1),
        ["the other rules' slope counts"] = (p, population) => DishLearning.Upstream(Other(p), population, Worlds),
        ["losses grow with populations"] = (p, population) => -DishLearning.Upstream(p, population, Worlds),
    };

    private static readonly Dictionary<string, Func<double[][], int, double>> sums = new()
    {
        [Right] = (rows, _) => rows.Sum(row => row.Sum()),
        ["a row is missing"] = (rows, _) => rows[..^1].Sum(row => row.Sum()),
        ["a column is missing"] = (rows, _) => rows.Sum(row => row[..^1].Sum()),
        ["the first world alone counts"] = (rows, height) => rows[..height].Sum(row => row.Sum()),
        ["it is a mean over worlds"] = (rows, _) => rows.Sum(row => row.Sum()) / Worlds,
    };

    /// <summary>Faults of losses, and rules.</summary>
    public static TheoryData<string, ContestKind> LossFaults =>
        new MatrixTheoryData<string, ContestKind>([.. losses.Keys], Enum.GetValues<ContestKind>());

    /// <summary>Faults of their slopes, and rules.</summary>
    public static TheoryData<string, ContestKind> SlopeFaults =>
        new MatrixTheoryData<string, ContestKind>([.. slopes.Keys], Enum.GetValues<ContestKind>());

    /// <summary>Faults of the sum over all worlds.</summary>
    public static TheoryData<string> SumFaults => [.. sums.Keys];

    /// <summary>With a fault losses are others.</summary>
    [Theory]
    [MemberData(nameof(LossFaults))]
    public void A_broken_loss_is_noticed(string fault, ContestKind kind)
    {
        (DishParameters p, double[][] worlds, float[] actual, _) = Judge(kind);
        AssertNoticed(fault, losses[fault](p, worlds), actual, DishLossTests.LossTolerance);
    }

    /// <summary>With a fault what a cell's aliveness does to them is.</summary>
    [Theory]
    [MemberData(nameof(SlopeFaults))]
    public void A_broken_slope_is_noticed(string fault, ContestKind kind)
    {
        (DishParameters p, double[][] worlds, _, float[] actual) = Judge(kind);
        double[] right = [.. worlds.SelectMany(world => world.Select(population => DishLearning.Upstream(p, population, Worlds)))];
        double[] broken = [.. worlds.SelectMany(world => world.Select(population => slopes[fault](p, population)))];
        AssertNoticed(
            fault,
            [.. broken.Zip(right, (slope, unit) => slope / unit)],
            [.. right.Select((unit, i) => (float)(actual[i % p.Entities * Worlds + i / p.Entities] / unit))],
            DishLossTests.SlopeTolerance);
    }

    /// <summary>With a fault the sun learns something else.</summary>
    [Theory]
    [MemberData(nameof(SumFaults))]
    public void A_broken_sun_is_noticed(string fault)
    {
        DishSample sample = new(5, ContestKind.PetriDish);
        DishAdjoints adjoints = DishAdjoints.OfLastStep(sample);
        using DishBench bench = new(Devices.Open("cpu"), sample);
        float[] gradient = DishSlopes.Run(bench.Step(), sample, adjoints, first: 0, count: 1).Sun;
        double[][][] channels =
        [
            .. Array.ConvertAll(gradient, slope => (double)slope).Chunk((int)bench.Whole.Cells)
                .Select(plane => plane.Chunk(bench.Whole.Width).ToArray()).Take(sample.P.StateChannels),
        ];
        float[] actual = DishLossTests.SunGradientOf(
            bench, sample.P, bench.Planes(Array.ConvertAll(gradient, slope => (double)slope)), bench.Whole.Height);
        double[] expected = [.. channels.Select(rows => sums[fault](rows, sample.P.GridHeight))];
        AssertNoticed(fault, expected, actual[..expected.Length], ContestGradientTests.Tolerance * expected.Max(Math.Abs));
    }

    // Populations and what the kernel makes of them: losses, and slopes [entity][world].
    private static (DishParameters P, double[][] Worlds, float[] Losses, float[] Slopes) Judge(ContestKind kind)
    {
        // The smallest of a living species is what a threshold leaves of it.
        double[][] worlds = [[0.5, 7, 300], [3, 40, 0.4f], [12, 0.45f, 1]];
        DishParameters p = new DishSample(2, kind).P;
        using DishBench bench = new(Devices.Open("cpu"), new DishSample(2, kind));
        DeviceBuffer<float> made = bench.Workbench.Buffer(new float[p.Entities]);
        DeviceBuffer<float> upstream = bench.Workbench.Buffer(new float[p.Entities * Worlds]);
        float[] byEntity = [.. Enumerable.Range(0, p.Entities * Worlds).Select(i => (float)worlds[i % Worlds][i / Worlds])];
        bench.Workbench.Run<EntityLosses, EntityLosses.Arguments>(new EntityLosses.Arguments
        {
            Populations = bench.Workbench.Buffer(byEntity).View,
            Losses = made.View,
            Upstream = upstream.View,
            Kind = kind,
            Entities = p.Entities,
            Worlds = Worlds,
        });
        return (p, worlds, bench.Workbench.Read(made), bench.Workbench.Read(upstream));
    }

    private static void AssertNoticed(string fault, double[] expected, float[] actual, double tolerance)
    {
        double worst = expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max();
        Assert.True(fault == Right ? worst <= tolerance : worst > 5 * tolerance, $"{worst:G3} of {tolerance:G3}");
    }

    private static double[][] Changed(double[][] worlds, Converter<double, double> change) =>
        Array.ConvertAll(worlds, world => Array.ConvertAll(world, change));

    private static DishParameters Other(DishParameters p) =>
        p with { Rules = p.IsDuel ? DishRules.PetriDish : DishRules.PetriDishDuel };
}
