using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Seasons;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Seasons come and go in a running world as section 9 of the specification says.</summary>
public class SeasonalSunTests
{
    private const double Rounding = 1e-6;

    // A world that learns, so that a sun has something to lose.
    private static readonly EcosystemParameters seasonal = LearningWorlds.Tiny with { SunMode = SunMode.Seasonal, SunRateScale = 10 };
    private static readonly EcosystemParameters global = seasonal with { SunMode = SunMode.Global };
    private static readonly EcosystemParameters spatial = seasonal with { SunMode = SunMode.Spatial };

    /// <summary>A new sun: periods from 25 to 1000, layers within their limits, nothing in the output but the global sun's vector.</summary>
    [Fact]
    public void A_new_sun_is_the_specifications()
    {
        EcosystemParameters wide = seasonal with { StateChannels = 32, HiddenChannels = 2, SunInitScale = 0.3f };
        using World world = new(Devices.Open("cpu"), wide);
        using World one = new(Devices.Open("cpu"), wide with { SunMode = SunMode.Global });
        using World other = new(Devices.Open("cpu"), wide with { Seed = 6 });
        (float[] weights, float[] phases) = world.ReadSeasons();
        Assert.Equal(2400 + 33 * 34, weights.Length);
        Assert.Equal(new float[8], phases);
        Close.Assert<double, float>(
            [.. Enumerable.Range(0, 8).Select(band => 25 * Math.Pow(40, band / 7.0))], world.Observe().SunPeriods, 0, 1e-6, "periods");
        Assert.Null(one.Observe().SunPeriods);
        Assert.Equal(world.Observe().SunPeriods, world.Inspect(3, 2).SunPeriods);
        Assert.Null(one.Inspect(3, 2).SunPeriods);
        Assert.Equal(one.ReadSun()[0], weights[^34..]);
        Assert.All(weights[SeasonLayout.Output..^34], value => Assert.Equal(0, value));
        Assert.All(
            weights[SeasonLayout.FirstBias..SeasonLayout.Second].Concat(weights[SeasonLayout.SecondBias..SeasonLayout.Output]),
            value => Assert.Equal(0, value));
        float[] waves = weights[SeasonLayout.Frequency..SeasonLayout.FirstSpatial];
        Assert.InRange(Math.Sqrt(waves.Average(value => (double)value * value)), 3.5, 6.5);
        AssertUniform(weights[SeasonLayout.FirstSpatial..SeasonLayout.FirstTemporal], Math.Sqrt(6.0 / 56));
        AssertUniform(weights[SeasonLayout.FirstTemporal..SeasonLayout.FirstBias], Math.Sqrt(6.0 / 48));
        AssertUniform(weights[SeasonLayout.Second..SeasonLayout.SecondBias], Math.Sqrt(6.0 / 64));
        Assert.NotEqual(weights[..SeasonLayout.Output], other.ReadSeasons().Weights[..SeasonLayout.Output]);
    }

    /// <summary>From one vector for all to seasons nothing changes at that step; what that vector has learned comes along.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void From_global_nothing_changes_at_that_step(string device)
    {
        using World changed = new(Devices.Open(device), global);
        using World same = new(Devices.Open(device), global);
        changed.Run(4);
        same.Run(4);
        float[][] vector = same.ReadSun();
        Assert.Contains(vector[1], learned => learned != 0);
        changed.Change(seasonal);
        Close.Assert<float, float>(
            [.. vector[0].Zip(vector[1], (left, right) => left + right)], changed.ReadSeasons().Weights.AsSpan(^7), Rounding, what: "bias");
        AssertSameStep(same, changed);
    }

    /// <summary>From a sun of many vectors each cell loses its deviation from the mean, also cells in walls and hidden channels.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void From_spatial_the_mean_remains(string device)
    {
        using World world = new(Devices.Open(device), spatial);
        world.Run(4);
        float[][] vectors = world.ReadSun();
        int cells = vectors[0].Length / 7;
        double[] means = [.. Enumerable.Range(0, 7).Select(channel => Enumerable.Range(channel * cells, cells).Average(
            i => (double)vectors[0][i] + vectors[1][i]))];
        world.Change(seasonal);
        Close.Assert<double, float>(
            [.. means.SelectMany(mean => Enumerable.Repeat(mean, cells))], world.ReadSun()[0], Rounding, what: "sun");
    }

    /// <summary>To a sun of many vectors nothing changes at that step; to one vector the mean over all cells remains.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Out_of_seasons_the_sun_stands_still(string device)
    {
        using World toSpatial = Grown(device, seasonal);
        using World toGlobal = Grown(device, seasonal);
        using World same = Grown(device, seasonal);
        float[] expected = same.ReadSun()[0];
        AssertIsTheReferences(same, expected);
        int cells = expected.Length / 7;
        toSpatial.Change(spatial);
        toGlobal.Change(global);
        Assert.Equal(expected, toSpatial.ReadSun()[0]);
        Assert.Equal(new float[expected.Length], toSpatial.ReadSun()[1]);
        Close.Assert<double, float>(
            [.. Enumerable.Range(0, 7).Select(channel => expected.Skip(channel * cells).Take(cells).Average(value => (double)value))],
            toGlobal.ReadSun()[0],
            Rounding,
            what: "mean");
        Assert.Equal(new float[7], toGlobal.ReadSun()[1]);
        AssertSameStep(same, toSpatial);
    }

    /// <summary>Seasons that begin again have learned nothing, whatever an earlier sun did.</summary>
    [Fact]
    public void New_seasons_begin_anew()
    {
        using World world = Grown("cpu", seasonal);
        using World fresh = new(Devices.Open("cpu"), seasonal);
        Assert.NotEqual(fresh.ReadSeasons().Weights[..SeasonLayout.Output], world.ReadSeasons().Weights[..SeasonLayout.Output]);
        world.Change(global);
        world.Change(seasonal);
        Assert.Equal(
            fresh.ReadSeasons().Weights[..SeasonLayout.OutputBias(7)], world.ReadSeasons().Weights[..SeasonLayout.OutputBias(7)]);
        Assert.Equal(new float[8], world.ReadSeasons().Phases);
    }

    /// <summary>The same network spans a grid of another size, and a reset makes a fresh world.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_new_size_keeps_the_network(string device)
    {
        EcosystemParameters larger = seasonal with { GridWidth = 17, GridHeight = 37 };
        using World world = Grown(device, seasonal);
        (float[] weights, float[] phases) = world.ReadSeasons();
        world.Change(larger);
        Assert.Equal(weights, world.ReadSeasons().Weights);
        Assert.Equal(phases, world.ReadSeasons().Phases);
        AssertIsTheReferences(world, world.ReadSun()[0]);
        world.Step();

        world.Reset();
        using World fresh = new(Devices.Open(device), larger);
        Assert.Equal(fresh.StateHash(), world.StateHash());
    }

    /// <summary>Other networks of the species make a new sun, as they do of the other modes.</summary>
    [Fact]
    public void New_species_have_a_new_sun()
    {
        using World world = Grown("cpu", seasonal);
        world.Change(seasonal with { Species = 2 });
        using World fresh = new(Devices.Open("cpu"), seasonal with { Species = 2 });
        Assert.Equal(fresh.ReadSeasons().Weights, world.ReadSeasons().Weights);
        Assert.Equal(fresh.ReadSeasons().Phases, world.ReadSeasons().Phases);
    }

    /// <summary>Time goes on where the sun is frozen and where nothing learns, and looking does not move it.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Frozen_seasons_go_on(string device)
    {
        foreach (EcosystemParameters still in (EcosystemParameters[])
            [seasonal with { SunRateScale = 0 }, seasonal with { LearnInterval = 0 }, seasonal with { LearnInterval = 3, SunRateScale = 0 }])
        {
            using World world = new(Devices.Open(device), still);
            (float[] weights, _) = world.ReadSeasons();
            for (int step = 1; step <= 4; step++)
            {
                world.Step();
                world.Inspect(3, 4);
                world.ReadSun();
                double[] expected = [.. weights.Take(8).Select(period => step * Math.Tau * Math.Exp(-period))];
                Close.Assert<double, float>(expected, world.ReadSeasons().Phases, 1e-5, what: "phases");
            }

            Assert.Equal(weights, world.ReadSeasons().Weights);
        }
    }

    /// <summary>Learning moves all of it, and a step that learned goes on with the new periods.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Everything_learns(string device)
    {
        using World world = Grown(device, seasonal);
        (float[] before, float[] phases) = world.ReadSeasons();
        world.Step();
        (float[] after, float[] later) = world.ReadSeasons();
        foreach ((string name, int offset, int length) in Tensors())
        {
            Assert.False(before.AsSpan(offset, length).SequenceEqual(after.AsSpan(offset, length)), $"{name} has not moved");
        }

        double[] expected = [.. phases.Select((phase, band) => (phase + Math.Tau * Math.Exp(-after[band])) % Math.Tau)];
        Close.Assert<double, float>(expected, later, Rounding, what: "phases");
    }

    /// <summary>How a grid is cut changes nothing.</summary>
    [Theory]
    [InlineData("cpu", 1)]
    [InlineData("cpu", 4)]
    [InlineData("opencl", 4)]
    public void Bands_give_the_same_bits(string device, int rows)
    {
        EcosystemParameters tall = seasonal with { GridWidth = 21, GridHeight = 40, SeedsPerSpecies = 60 };
        using World one = new(Devices.Open(device), tall, rowsPerBand: 40);
        using World many = new(Devices.Open(device), tall, rows);
        one.Run(6);
        many.Run(6);
        Assert.Equal(one.StateHash(), many.StateHash());
    }

    /// <summary>A sun that is no longer finite is mended with the world.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_broken_sun_is_mended(string device)
    {
        using World world = new(Devices.Open(device), seasonal);
        world.Run(48);
        (float[] weights, float[] phases) = world.ReadSeasons();
        weights[^1] = float.NaN;
        weights[SeasonLayout.Second] = float.PositiveInfinity;
        world.LoadSeasons(weights, phases);
        world.Run(2);
        Assert.Single(world.Recoveries);
        Assert.Equal(0, world.StepNumber);
        Assert.All(world.ReadSeasons().Weights, weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(new float[8], world.ReadSeasons().Phases);
        world.Run(60);
        Assert.Single(world.Recoveries);
        Assert.All(world.ReadGrid(), value => Assert.True(float.IsFinite(value)));
    }

    // Steps enough for the output to differ from cell to cell.
    private static World Grown(string device, EcosystemParameters parameters)
    {
        World world = new(Devices.Open(device), parameters);
        world.Run(6);
        return world;
    }

    private static void AssertSameStep(World one, World other)
    {
        one.Step(learns: false);
        other.Step(learns: false);
        Close.Assert<float, float>(one.ReadGrid(), other.ReadGrid(), 1e-5, what: "grid");
    }

    private static void AssertIsTheReferences(World world, float[] actual)
    {
        (float[] weights, float[] phases) = world.ReadSeasons();
        (int width, int height) = (world.Parameters.GridWidth, world.Parameters.GridHeight);
        ReferenceSeasonalSun sun = new()
        {
            Tensors = Tensors().ToDictionary(
                tensor => tensor.Name, tensor => Array.ConvertAll(weights[tensor.Offset..(tensor.Offset + tensor.Length)], value => (double)value)),
            Phases = Array.ConvertAll(phases, value => (double)value),
            Grid = (width, height),
        };
        Close.Assert<double, float>(
            sun.BeforeTanh(new ReferenceParameters { StateChannels = 6, HiddenChannels = 1 }, width * height), actual, 5e-6, what: "sun");
    }

    private static IEnumerable<(string Name, int Offset, int Length)> Tensors()
    {
        int offset = 0;
        foreach ((string name, int count) in ReferenceSeasonalSun.Sizes(7))
        {
            yield return (name, offset, count);
            offset += count;
        }
    }

    // As wide as the limit says, and with the variance of a third of its square.
    private static void AssertUniform(float[] values, double limit)
    {
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.True(values.Max() > 0.97 * limit && values.Min() < -0.97 * limit);
        Assert.InRange(values.Average(value => (double)value * value) / (limit * limit), 0.28, 0.39);
    }
}
