using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>Populations of each world of a batch, everybody's own loss, and what the sun learns from all worlds together.</summary>
public class DishLossTests
{
    /// <summary>Largest difference of a loss.</summary>
    internal const double LossTolerance = 2e-6;

    /// <summary>Largest difference of a slope, relative to it.</summary>
    internal const double SlopeTolerance = 1e-5;

    /// <summary>Devices and vectors, and rules.</summary>
    public static TheoryData<string, ContestKind> Rules =>
        new MatrixTheoryData<string, ContestKind>(Devices.EveryBody, Enum.GetValues<ContestKind>());

    /// <summary>Rows are counted as ever; a world's are a thing of their own. Somebody is nowhere.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Losses_are_the_references(string device, ContestKind kind)
    {
        DishSample sample = new(5, kind, worlds: 4, height: 9, width: 21);
        DishParameters p = sample.P;
        using DishBench bench = new(Devices.Open(device), sample);
        float[] populations = Populations(bench.Step(), p);
        double[][] expected = [.. sample.Worlds.Select(world => DishLearning.Populations(p, world.Outcome.Aliveness))];
        Assert.Contains(0, expected.SelectMany(world => world));
        double[] byEntity = [.. Enumerable.Range(0, p.Entities).SelectMany(entity => expected.Select(world => world[entity]))];
        Close.Assert<double, float>(byEntity, populations, absolute: 0, relativeToLargest: 1e-6, "populations");

        DeviceBuffer<float> losses = bench.Workbench.Buffer(new float[p.Entities]);
        DeviceBuffer<float> upstream = bench.Workbench.Buffer(new float[populations.Length]);
        bench.Workbench.Run<EntityLosses, EntityLosses.Arguments>(new EntityLosses.Arguments
        {
            Populations = bench.Workbench.Buffer(populations).View,
            Losses = losses.View,
            Upstream = upstream.View,
            Kind = kind,
            Entities = p.Entities,
            Worlds = 4,
        });
        Close.Assert<double, float>(DishLearning.Losses(p, expected), bench.Workbench.Read(losses), LossTolerance, what: "losses");
        float[] slopes = bench.Workbench.Read(upstream);
        for (int i = 0; i < slopes.Length; i++)
        {
            double slope = DishLearning.Upstream(p, byEntity[i], worlds: 4);
            Assert.Equal(slope, slopes[i], SlopeTolerance * Math.Abs(slope));
        }
    }

    /// <summary>The slope is that of the loss.</summary>
    [Theory]
    [InlineData(ContestKind.PetriDish)]
    [InlineData(ContestKind.Duel)]
    public void Slopes_are_central_differences(ContestKind kind)
    {
        DishParameters p = new DishSample(2, kind).P;
        double[][] populations = [[0.5, 7, 300], [3, 40, 0.01]];
        foreach (double[] world in populations)
        {
            for (int entity = 0; entity < p.Entities; entity++)
            {
                double slope = Reference.CentralDifference.Derivative(() => DishLearning.Losses(p, populations)[entity], world, entity);
                Assert.Equal(slope, DishLearning.Upstream(p, world[entity], worlds: 2), 1e-6);
            }
        }
    }

    /// <summary>The sun's gradient is the sum of all cells', in whatever bands; its hidden channels get exactly 0.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void The_sun_learns_from_all_worlds(string device, ContestKind kind)
    {
        DishSample sample = new(5, kind);
        DishAdjoints adjoints = DishAdjoints.OfLastStep(sample);
        using DishBench bench = new(Devices.Open(device), sample);
        float[] slopes = DishSlopes.Run(bench.Step(), sample, adjoints, first: 0, count: 1).Sun;
        PlaneBuffer planes = bench.Planes(Array.ConvertAll(slopes, slope => (double)slope));
        float[] whole = SunGradientOf(bench, sample.P, planes, bench.Whole.Height);
        Assert.Equal(whole, SunGradientOf(bench, sample.P, planes, 4));

        double[] expected = new double[sample.P.Channels];
        for (int world = 0; world < sample.Worlds.Count; world++)
        {
            double[][] channels = [.. adjoints.Through(sample, world, 0).Proposals.Chunk(sample.P.Cells)];
            expected = [.. expected.Zip(channels, (sum, cells) => sum + cells.Sum())];
        }

        Close.Assert<double, float>(expected, whole, absolute: 0, relativeToLargest: ContestGradientTests.Tolerance, "sun");
        Assert.All(whole[sample.P.StateChannels..], slope => Assert.Equal(0, slope));
    }

    /// <summary>Σ aliveness after a step, <c>[entity][world]</c>.</summary>
    internal static float[] Populations(DishBench bench, DishParameters p)
    {
        DeviceBuffer<float> rows = bench.Workbench.Buffer(new float[p.Entities * bench.Whole.Height]);
        bench.Workbench.RunGroups<Census, Census.Arguments>(new Census.Arguments
        {
            Grid = bench.Aliveness.Planes,
            RowSums = rows.View,
            Entities = p.Entities,
            Target = bench.Whole,
        });
        return Totals(bench, rows, p.Entities * bench.Worlds.Count, p.GridHeight);
    }

    /// <summary>Σ over all cells of all worlds of each channel, in one go or band by band.</summary>
    internal static float[] SunGradientOf(DishBench bench, DishParameters p, PlaneBuffer planes, int band)
    {
        DeviceBuffer<float> rows = bench.Workbench.Buffer(new float[p.Channels * bench.Whole.Height]);
        for (int y = bench.Whole.Y; y < bench.Whole.Bottom; y += band)
        {
            bench.Workbench.RunGroups<SunGradient, SunGradient.Arguments>(new SunGradient.Arguments
            {
                Gradient = planes.Planes,
                RowSums = rows.View,
                Channels = p.Channels,
                Whole = bench.Whole,
                Target = bench.Whole with { Y = y, Height = Math.Min(band, bench.Whole.Bottom - y) },
            });
        }

        return Totals(bench, rows, p.Channels, bench.Whole.Height);
    }

    private static float[] Totals(DishBench bench, DeviceBuffer<float> rows, int counts, int rowCount)
    {
        DeviceBuffer<float> totals = bench.Workbench.Buffer(new float[counts]);
        bench.Workbench.RunGroups<RowTotals, RowTotals.Arguments>(new RowTotals.Arguments
        {
            RowSums = rows.View,
            Totals = totals.View,
            Counts = counts,
            RowCount = rowCount,
        });
        return bench.Workbench.Read(totals);
    }
}
