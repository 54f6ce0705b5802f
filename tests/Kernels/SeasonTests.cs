using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Seasons;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>The operations of a seasonal sun, each by itself, against double precision on every device and vector width.</summary>
public class SeasonTests
{
    private const int Channels = 7;
    private const double Tolerance = 5e-6;

    // Relative to a tensor's largest slope.
    private const double SlopeTolerance = 2e-5;

    // A part of a grid, at none of its borders, whose rows do not fill whole vectors.
    private static readonly (int Width, int Height) grid = (41, 30);
    private static readonly Area part = new(5, 9, 23, 11);
    private static readonly Area whole = new(0, 0, grid.Width, grid.Height);

    private static readonly ReferenceParameters parameters = new() { StateChannels = Channels - 1, HiddenChannels = 1 };

    /// <summary>Every device and width.</summary>
    public static TheoryData<string> All => [.. Devices.EveryBody];

    /// <summary>F and its tanh, over a part of the grid, whose cells keep the coordinates that they have in the whole.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Proposals_are_the_references(string device)
    {
        using OperationBench bench = new(device, seed: 1);
        ReferenceSeasonalSun sun = Draw(bench);
        double[] expected = sun.BeforeTanh(parameters, (int)part.Cells);
        Close.Assert<double, float>(expected, Propose(bench, sun, throughTanh: 0), Tolerance, Tolerance, "F");
        Close.Assert<double, float>(
            Array.ConvertAll(expected, Math.Tanh), Propose(bench, sun, throughTanh: 1), Tolerance, what: "proposal");
    }

    /// <summary>A tensor that is 1 % off, and coordinates that are the part's own, are noticed.</summary>
    [Theory]
    [InlineData("season.logPeriod")]
    [InlineData("season.frequency")]
    [InlineData("season.firstSpatial")]
    [InlineData("season.firstTemporal")]
    [InlineData("season.firstBias")]
    [InlineData("season.second")]
    [InlineData("season.secondBias")]
    [InlineData("season.output")]
    [InlineData("season.outputBias")]
    [InlineData("coordinates")]
    [InlineData("phases")]
    public void A_broken_proposal_is_noticed(string broken)
    {
        using OperationBench bench = new("cpu", seed: 1);
        ReferenceSeasonalSun sun = Draw(bench);
        float[] actual = Propose(bench, sun, throughTanh: 0);
        ReferenceSeasonalSun other = broken switch
        {
            "coordinates" => sun with { Part = null, Grid = (part.Width, part.Height) },
            "phases" => (ReferenceSeasonalSun)sun.StepLater(),
            _ => sun with
            {
                Tensors = sun.Tensors.ToDictionary(
                    tensor => tensor.Key, tensor => tensor.Key == broken ? Array.ConvertAll(tensor.Value, v => 1.01 * v) : tensor.Value),
            },
        };
        double[] expected = other.BeforeTanh(parameters, (int)part.Cells);
        double worst = expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max();
        Assert.True(worst > 10 * Tolerance * (1 + expected.Max(Math.Abs)), $"it shows by {worst:G3} only");
    }

    /// <summary>The gradient of each of the nine tensors is the slope of Σ dF · F, for a random dF.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_are_slopes(string device)
    {
        using OperationBench bench = new(device, seed: 2);
        ReferenceSeasonalSun sun = Draw(bench);
        double[] upstream = bench.Draw(Channels * (int)part.Cells);
        float[] gradients = ComputeGradients(bench, sun, upstream);
        Random random = new(3);
        int first = 0;
        foreach ((string name, double[] values) in sun.Named())
        {
            float[] actual = gradients[first..(first + values.Length)];
            int[] places = LearningCase.Sample(actual, largest: 4, others: device == "simulated" ? 4 : 12, random);
            double[] expected = [.. places.Select(place => CentralDifference.Derivative(
                () => OperationBench.Dot(upstream, sun.BeforeTanh(parameters, (int)part.Cells)), values, place))];
            Close.Assert<double, float>(
                expected, [.. places.Select(place => actual[place])], absolute: 0, SlopeTolerance, $"gradient of {name}");
            first += values.Length;
        }

        Assert.Equal(gradients.Length, first);
    }

    /// <summary>Rows of every width and every number of channels give a cell what it has alone, on every width of vectors.</summary>
    [Theory]
    [InlineData("cpu:512")]
    [InlineData("cpu:256")]
    [InlineData("cpu:128")]
    public void A_cells_bits_depend_on_nothing_else(string device)
    {
        using OperationBench widest = new("cpu", seed: 4);
        using OperationBench bench = new(device, seed: 4);
        ReferenceSeasonalSun sun = Draw(widest);
        ReferenceSeasonalSun same = Draw(bench);
        float[] all = Propose(widest, sun, throughTanh: 1, whole);
        foreach (Area area in (Area[])[part, new(0, 0, 1, 1), new(40, 29, 1, 1), new(1, 0, 40, 2), new(3, 3, 17, 1)])
        {
            double[] expected = ReferenceWorld.CutPlanes(
                Array.ConvertAll(all, value => (double)value), grid.Height, grid.Width, area.X, area.Y, area.Width, area.Height);
            Assert.Equal(expected, Array.ConvertAll(Propose(bench, same, throughTanh: 1, area), value => (double)value));
        }

        double[] upstream = widest.Draw(Channels * (int)part.Cells);
        Assert.Equal(ComputeGradients(widest, sun, upstream), ComputeGradients(bench, same, upstream));
    }

    /// <summary>Periods stay within their limits, everything else goes where the gradient says.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Descent_keeps_periods_within_limits(string device)
    {
        using OperationBench bench = new(device, seed: 5);
        float[] weights = OperationBench.ToFloat(bench.Draw(SeasonLayout.Length(Channels)));
        float[] gradients = OperationBench.ToFloat(bench.Draw(weights.Length));
        float[] periods = [25, 26, 100, 400, 1000, 5000, 9999, 10000];
        float[] slopes = [1, 20, 0, -1, 1, -1, -50, -1];
        for (int band = 0; band < periods.Length; band++)
        {
            weights[band] = MathF.Log(periods[band]);
            gradients[band] = slopes[band];
        }

        DeviceBuffer<float> moved = bench.Workbench.Buffer(weights);
        bench.Workbench.Run<SeasonDescent, SeasonDescent.Arguments>(new SeasonDescent.Arguments
        {
            Weights = moved.View,
            Gradients = bench.Workbench.Buffer(gradients).View,
            Rate = 0.1f,
        });

        double[] expected = [.. weights.Zip(gradients, (weight, gradient) => weight - 0.1 * gradient)];
        foreach (int clamped in (int[])[0, 1])
        {
            expected[clamped] = Math.Log(25);
        }

        foreach (int clamped in (int[])[6, 7])
        {
            expected[clamped] = Math.Log(10000);
        }

        Close.Assert<double, float>(expected, bench.Workbench.Read(moved), 1e-6, what: "weights");
    }

    /// <summary>Phases go on by 2π over the period, and round the circle.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Phases_go_round(string device)
    {
        using OperationBench bench = new(device, seed: 6);
        ReferenceSeasonalSun sun = Draw(bench);
        DeviceBuffer<float> phases = bench.Buffer(sun.Phases);
        SeasonAdvance.Arguments arguments = new() { Weights = Weights(bench, sun).View, Phases = phases.View };
        for (int step = 0; step < 60; step++)
        {
            bench.Workbench.Run<SeasonAdvance, SeasonAdvance.Arguments>(arguments);
            sun = (ReferenceSeasonalSun)sun.StepLater();
        }

        float[] actual = bench.Workbench.Read(phases);
        Assert.All(actual, phase => Assert.InRange(phase, 0, MathF.Tau));
        Close.Assert<double, float>(
            [.. sun.Phases.Select(Math.Sin), .. sun.Phases.Select(Math.Cos)],
            [.. actual.Select(MathF.Sin), .. actual.Select(MathF.Cos)],
            5e-5,
            what: "phases");
    }

    private static ReferenceSeasonalSun Draw(OperationBench bench) => new()
    {
        Tensors = ReferenceSeasonalSun.Sizes(Channels).ToDictionary(tensor => tensor.Name, tensor => tensor.Name switch
        {
            "season.logPeriod" => bench.Draw(tensor.Count, 3.3f, 7),
            "season.frequency" => bench.Draw(tensor.Count, -15, 15),
            _ => bench.Draw(tensor.Count, -0.4f, 0.4f),
        }),
        Phases = bench.Draw(8, 0, 6.28f),
        Grid = grid,
        Part = (part.X, part.Y, part.Width),
    };

    private static DeviceBuffer<float> Weights(OperationBench bench, ReferenceSeasonalSun sun) =>
        bench.Buffer([.. sun.Named().SelectMany(tensor => tensor.Values)]);

    private static DeviceBuffer<float> Moment(OperationBench bench, ReferenceSeasonalSun sun)
    {
        DeviceBuffer<float> moment = bench.Workbench.Buffer(new float[SeasonLayout.Moment]);
        bench.Workbench.Run<SeasonMoment, SeasonMoment.Arguments>(new SeasonMoment.Arguments
        {
            Weights = Weights(bench, sun).View,
            Phases = bench.Buffer(sun.Phases).View,
            Moment = moment.View,
        });
        return moment;
    }

    private static float[] Propose(OperationBench bench, ReferenceSeasonalSun sun, int throughTanh, Area? target = null)
    {
        Area area = target ?? part;
        PlaneBuffer proposal = bench.Workbench.Planes(Channels, area);
        bench.Workbench.RunGroups<SeasonalProposal, SeasonalProposal.Arguments>(new SeasonalProposal.Arguments
        {
            Weights = Weights(bench, sun).View,
            Moment = Moment(bench, sun).View,
            Proposal = proposal.Planes,
            Channels = Channels,
            ThroughTanh = throughTanh,
            Whole = whole,
            Target = area,
        });
        return bench.Workbench.Read(proposal);
    }

    private static float[] ComputeGradients(OperationBench bench, ReferenceSeasonalSun sun, double[] upstream)
    {
        int planes = SeasonalGradient.SlopePlanes(Channels);
        double[] room = [.. upstream, .. new double[(planes - Channels) * (int)part.Cells]];
        PlaneBuffer slopes = bench.Workbench.Planes(planes, part, OperationBench.ToFloat(room));
        PlaneBuffer values = bench.Workbench.Planes(SeasonalGradient.ValuePlanes, part);
        DeviceBuffer<float> weights = Weights(bench, sun);
        DeviceBuffer<float> moment = Moment(bench, sun);
        DeviceBuffer<float> gradients = bench.Workbench.Buffer(Enumerable.Repeat(77f, SeasonLayout.Length(Channels)).ToArray());
        bench.Workbench.RunGroups<SeasonalGradient, SeasonalGradient.Arguments>(new SeasonalGradient.Arguments
        {
            Weights = weights.View,
            Moment = moment.View,
            Slopes = slopes.Planes,
            Values = values.Planes,
            Channels = Channels,
            Whole = whole,
            Target = part,
        });
        bench.Workbench.RunGroups<SeasonSums, SeasonSums.Arguments>(new SeasonSums.Arguments
        {
            Slopes = slopes.Planes,
            Values = values.Planes,
            Gradients = gradients.View,
            Channels = Channels,
            Target = part,
        });
        bench.Workbench.Run<SeasonMomentGradient, SeasonMomentGradient.Arguments>(new SeasonMomentGradient.Arguments
        {
            Weights = weights.View,
            Moment = moment.View,
            Gradients = gradients.View,
        });
        return bench.Workbench.Read(gradients);
    }
}
