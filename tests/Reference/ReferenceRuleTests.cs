using Xunit;

namespace GpuEcosystem.Tests.Reference;

/// <summary>Rules of the specification that no recorded case holds.</summary>
public class ReferenceRuleTests
{
    private const int Height = 7;
    private const int Width = 6;

    private readonly Random random = new(1);

    /// <summary>A network that gives aliveness no weight proposes what a network proposes that does not see it.</summary>
    [Fact]
    public void Visible_aliveness_comes_before_the_state()
    {
        var p = Small();
        var (world, blind, sun) = (World(p), Weights(p), Sun(p));
        var seeingParameters = p with { AliveVisible = true };
        var seeing = new ReferenceWeights
        {
            Encoder = WithZerosForAliveness(p, blind.Encoder),
            Expand = blind.Expand,
            Depthwise = blind.Depthwise,
            Project = blind.Project,
            Decoder = blind.Decoder,
        };

        var expected = ReferenceStep.Propose(p, blind, sun, world);

        Close.Assert(expected, ReferenceStep.Propose(seeingParameters, seeing, sun, world), 1e-15);
        seeing.Encoder[0] = 1;
        Assert.NotEqual(expected, ReferenceStep.Propose(seeingParameters, seeing, sun, world));
    }

    /// <summary>A convolution reads 0 outside the grid, however far it reaches.</summary>
    [Fact]
    public void A_kernel_may_be_larger_than_the_grid()
    {
        var kernel = Enumerable.Range(0, 49).Select(tap => (double)tap).ToArray();

        // Row 3 of the kernel is its middle row; tap 24 its centre.
        Assert.Equal([24 * 1 + 25 * 10, 23 * 1 + 24 * 10], ReferenceNetwork.Convolve([1, 10], kernel, 7, 1, 2));
        Assert.Equal([24 * 1 + 31 * 10, 17 * 1 + 24 * 10], ReferenceNetwork.ConvolveDepthwise([1, 10], kernel, 7, 2, 1));
    }

    /// <summary>The energy of saturated vectors divided by the lowest temperature is far beyond the range of exp.</summary>
    [Fact]
    public void Concentration_does_not_overflow()
    {
        var p = Small() with { StateChannels = 128, ConcentrationTemperature = 0.01 };
        var ones = Enumerable.Repeat(1.0, p.Entities * p.Channels * Height * Width).ToArray();

        var weights = ReferenceVectors.Split(p, ones, Height * Width).ConcentrationWeights(p, ReferenceAdjustments.Everybody(p, Height * Width), Height, Width);

        // Window 4 covers offsets -1..+2, of which an inner cell sees all and the first cell 3 x 3.
        Assert.Equal(1 / 16.0, weights[Width + 1], 1e-12);
        Assert.Equal(1 / 9.0, weights[0], 1e-12);
    }

    /// <summary>One species alone has neither boosts nor an entropy bonus.</summary>
    [Fact]
    public void A_single_species_has_a_finite_loss()
    {
        var p = Small() with { Species = 1 };
        var (world, weights, sun) = (World(p), Weights(p), Sun(p));
        var uniforms = new double[world.Cells];
        var loss = ReferenceLoss.SoftMin(p, weights, sun, world, uniforms);

        Assert.True(double.IsFinite(loss));
        Assert.Equal(
            loss,
            ReferenceLoss.SoftMin(p with { DiversityWeight = 0, MinOccupancy = 0 }, weights, sun, world, uniforms));
    }

    /// <summary>An entity's own loss reacts to its own weights, and to no other's.</summary>
    [Fact]
    public void Own_growth_holds_other_proposals()
    {
        var p = Small();
        var (world, weights, sun) = (World(p), Weights(p), Sun(p));
        var uniforms = new double[world.Cells];
        var held = ReferenceStep.Propose(p, weights, sun, world);
        var decoderLength = p.Channels * p.GroupWidth;
        double Slope(int entity, double[] values, int index) => CentralDifference.Derivative(
            () => ReferenceLoss.OwnGrowth(p, weights, sun, world, uniforms, entity, held), values, index);

        Assert.NotEqual(0, Slope(1, weights.Decoder, 0));
        Assert.Equal(0, Slope(1, weights.Decoder, decoderLength));
        Assert.NotEqual(0, Slope(2, weights.Decoder, decoderLength));
        Assert.Equal(0, Slope(1, sun.Offset, 0));
        Assert.NotEqual(0, Slope(0, sun.Offset, 0));
    }

    /// <summary>With nothing held back, the own loss is the population's after a plain step.</summary>
    [Fact]
    public void Own_growth_is_the_logarithm_of_the_next_population()
    {
        var p = Small();
        var (world, weights, sun) = (World(p), Weights(p), Sun(p));
        var uniforms = new double[world.Cells];
        var outcome = ReferenceStep.Run(p, weights, sun, world, uniforms);
        var population = outcome.NextGrid.Skip(2 * world.Cells).Take(world.Cells).Sum();

        var loss = ReferenceLoss.OwnGrowth(p, weights, sun, world, uniforms, entity: 2, outcome.Proposals);

        Assert.Equal(-Math.Log(population + 1e-3), loss, 1e-12);
    }

    /// <summary>A learning pass does not read the win rate.</summary>
    [Fact]
    public void Learning_ignores_the_win_rate()
    {
        var p = Small();
        var (world, weights, sun) = (World(p), Weights(p), Sun(p));
        var uniforms = Numbers(world.Cells, 0, 1);

        Assert.Equal(
            ReferenceLoss.SoftMin(p, weights, sun, world, uniforms),
            ReferenceLoss.SoftMin(p, weights, sun, world with { WinRate = Numbers(world.Cells, 0, 1) }, uniforms));
    }

    /// <summary>Central differences of a cubic, whose derivative is known.</summary>
    [Fact]
    public void Central_differences_find_a_known_gradient()
    {
        double[] values = [2, -3];
        var gradient = CentralDifference.Gradient(() => Math.Pow(values[0], 3) * values[1], values);

        Close.Assert<double, double>([-36, 8], gradient, 1e-6);
        Assert.Equal([2, -3], values);
    }

    private static ReferenceParameters Small() => new()
    {
        Species = 2,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 1,
    };

    private double[] Numbers(int count, double least, double most) =>
        [.. Enumerable.Range(0, count).Select(_ => least + (most - least) * random.NextDouble())];

    private ReferenceWorld World(ReferenceParameters p)
    {
        var cells = Height * Width;
        double[] grid = [.. Numbers(p.Entities * cells, 0, 1), .. Numbers(p.Channels * cells, -1, 1)];
        return new ReferenceWorld { Height = Height, Width = Width, Grid = grid, Wall = new double[cells] };
    }

    private ReferenceWeights Weights(ReferenceParameters p) => ReferenceWeights.Create(p, () => random.NextDouble() - 0.5);

    private ReferenceVectorSun Sun(ReferenceParameters p) =>
        new() { Base = Numbers(p.Channels, -1, 1), Offset = new double[p.Channels] };

    // Puts kernels of zeros for the aliveness channels in front of those for the state channels.
    private static double[] WithZerosForAliveness(ReferenceParameters p, double[] encoder)
    {
        var kernel = p.KernelSize * p.KernelSize;
        var aliveness = new double[p.Entities * kernel];
        return [.. encoder.Chunk(p.Channels * kernel).SelectMany(state => aliveness.Concat(state))];
    }
}
