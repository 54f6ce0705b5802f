using Xunit;

namespace GpuEcosystem.Tests.Reference;

/// <summary>The reference reproduces the recorded numbers.</summary>
public class ReferenceTests
{
    private const double Tolerance = 2e-5;
    private const double TrajectoryTolerance = 2e-3;
    private const double GradientTolerance = 2e-4;

    /// <summary>All recorded cases.</summary>
    public static TheoryData<string> Cases => [.. ReferenceCase.Names];

    /// <summary>All recorded cases with a gradient.</summary>
    public static TheoryData<string> GradientCases =>
        [.. ReferenceCase.Names.Where(name => ReferenceCase.Load(name).HasGradient)];

    /// <summary>Without its cases the reference would prove nothing.</summary>
    [Fact]
    public void There_are_cases() => Assert.True(ReferenceCase.Names.Count() >= 23);

    /// <summary>Proposals, grid and win rate after the recorded steps.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_match(string name)
    {
        var test = ReferenceCase.Load(name);
        var p = test.Parameters;
        var world = test.World;
        var sun = test.Sun;
        for (var step = 0; step < test.Steps; step++)
        {
            var outcome = ReferenceStep.Run(p, test.Weights, sun, world, test.Input($"uniform.{step}"));
            if (step == 0 && p.Opposition == ReferenceOpposition.All)
            {
                Close.Assert(test.Recorded("updates"), outcome.Updates(p), Tolerance, what: "updates");
                if (sun is ReferenceSeasonalSun)
                {
                    Close.Assert(test.Recorded("sun"), sun.Propose(p, world.Cells), Tolerance, what: "sun");
                }
            }

            if (test.Learns)
            {
                // The reference has no optimiser: what comes after the first step is not its own.
                return;
            }

            sun = sun.StepLater();

            world = world with { Grid = outcome.NextGrid, WinRate = outcome.NextWinRate };
        }

        var tolerance = test.Steps == 1 ? Tolerance : TrajectoryTolerance;
        Close.Assert(FreeCells(test, test.Recorded("nextGrid")), FreeCells(test, world.Grid), tolerance, what: "nextGrid");
        if (sun is ReferenceSeasonalSun seasons)
        {
            Close.Assert(test.Recorded("nextPhase"), seasons.Phases, 1e-5, what: "nextPhase");
        }

        if (world.WinRate is not null)
        {
            Close.Assert(test.Recorded("nextWinRate"), world.WinRate, tolerance, what: "nextWinRate");
        }
    }

    /// <summary>The loss of the learning pass.</summary>
    [Theory]
    [MemberData(nameof(GradientCases))]
    public void Loss_matches(string name)
    {
        var test = ReferenceCase.Load(name);

        Close.Assert(test.Recorded("loss"), [test.Loss()], Tolerance, what: "loss");
    }

    /// <summary>The gradient of the loss, by central differences on a sample of every tensor.</summary>
    [Theory]
    [InlineData("two-species", 30)]
    [InlineData("small-full", 30)]
    [InlineData("soft-gate", 30)]
    [InlineData("mean-field", 30)]
    [InlineData("dot-product", 30)]
    [InlineData("encoder-decoder-only", 30)]
    [InlineData("patch", 30)]
    [InlineData("spatial-sun", 30)]
    [InlineData("seasonal-gradient", 30)]
    [InlineData("shared-trunk", 10)]
    [InlineData("no-concentration", 10)]
    [InlineData("odd-window-baseline", 10)]
    [InlineData("sun-penalty", 10)]
    [InlineData("kernel5", 10)]
    [InlineData("deep", 10)]
    [InlineData("present", 10)]
    [InlineData("present-mean-field", 10)]
    [InlineData("six-species-wide", 5)]
    [InlineData("default-gradient", 0)]
    public void Gradient_matches(string name, int sampleSize)
    {
        var test = ReferenceCase.Load(name);
        foreach (var (tensor, values) in test.Weights.Named().Concat(test.Sun.Named()))
        {
            var recorded = test.Recorded($"grad.{tensor}");
            var sample = Sample(recorded, sampleSize);
            var expected = sample.Select(index => recorded[index]).ToArray();
            var actual = sample.Select(index => CentralDifference.Derivative(test.Loss, values, index)).ToArray();

            // The sample holds the tensor's largest entry, which the allowance is relative to.
            Close.Assert(expected, actual, absolute: 0, GradientTolerance, $"gradient of {tensor}");
        }
    }

    /// <summary>Here the recorded implementation departs from the specification: a wall cell is the sun's alone.</summary>
    [Fact]
    public void A_wall_cell_belongs_to_the_sun()
    {
        var test = ReferenceCase.Load("walls");
        var p = test.Parameters;
        var world = test.World;
        var outcome = ReferenceStep.Run(p, test.Weights, test.Sun, world, test.Input("uniform.0"));
        var walls = Enumerable.Range(0, world.Cells).Where(cell => world.Wall[cell] > 0.5).ToArray();
        var sunSurvives = 1 / (1 + Math.Exp(-20 * (1 - p.AliveThreshold)));

        Assert.NotEmpty(walls);
        foreach (var cell in walls)
        {
            Assert.Equal(1, outcome.Shares[cell]);
            Assert.Equal(sunSurvives, outcome.NextGrid[cell], 1e-12);
            for (var i = 1; i < p.Entities; i++)
            {
                Assert.Equal(0, outcome.Shares[i * world.Cells + cell]);
                Assert.Equal(0, outcome.NextGrid[i * world.Cells + cell]);
            }

            for (var c = 0; c < p.Channels; c++)
            {
                var old = world.Grid[(p.Entities + c) * world.Cells + cell];
                var proposed = outcome.Proposals[c * world.Cells + cell];
                var next = outcome.NextGrid[(p.Entities + c) * world.Cells + cell];
                Assert.Equal(sunSurvives * Math.Tanh(old + 0.5 * proposed), next, 1e-12);
            }
        }
    }

    private static T[] FreeCells<T>(ReferenceCase test, T[] planes) =>
        [.. planes.Where((_, i) => test.World.Wall[i % test.World.Cells] < 0.5)];

    // The largest entry, and places spread over the tensor that avoid the period of its inner sizes.
    private static int[] Sample(float[] values, int size)
    {
        const double goldenRatio = 0.6180339887498949;
        var largest = Array.IndexOf(values, values.MaxBy(Math.Abs));
        var spread = Enumerable.Range(1, size).Select(i => (int)(i * goldenRatio % 1 * values.Length));
        return [.. spread.Append(largest).Distinct()];
    }
}
