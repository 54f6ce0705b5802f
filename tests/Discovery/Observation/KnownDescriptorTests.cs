using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>Descriptors of worlds for which they can be worked out by hand.</summary>
public class KnownDescriptorTests
{
    private sealed record Known(string Descriptor, string World, Func<Sightings> Make, double Value, double Tolerance);

    private static readonly Known[] known =
    [
        new("sun", "two states", TwoStates, 0.3, 1e-12),
        new("evenness", "two states", TwoStates, (EntropyOf(1 / 2.0, 1 / 3.0, 1 / 6.0) + EntropyOf(0.5, 0.25, 0.25)) / 2 / Math.Log(3), 1e-12),
        new("turnover", "two states", TwoStates, 0.2, 1e-12),
        new("churn", "front", SeenWorlds.Front, 5 / 64.0, 1e-12),
        new("churn1", "front", SeenWorlds.Front, 1 / 64.0, 1e-12),
        new("drift", "front", SeenWorlds.Front, 1, 1e-12),
        new("drift", "noise", Noise, 0, 0.01),
        new("drift", "walking borders", WalkingBorders, Math.Log(16 * 12870 / 65536.0) / Math.Log(16), 0.03),
        new("borders", "stripes", Stripes, 7 / 126.0, 1e-12),
        new("borders", "checkerboard", Checkerboard, 1, 1e-12),
        new("borders", "front", SeenWorlds.Front, 1.0 * 12 / (63 * 12 + 64 * 11), 1e-12),

        // C(5) = 1 - 35/59 and C(6) = 1 - 42/58, and in between lies 1/e.
        new("grain", "stripes", Stripes, (5 + (24 / 59.0 - 1 / Math.E) / (24 / 59.0 - 16 / 58.0)) / 64, 1e-12),
        new("grain", "checkerboard", Checkerboard, (1 - 1 / Math.E) / 2 / 32, 1e-12),
        new("grain", "one species", OneSpecies, 0.5, 1e-12),
        new("slope", "noise", Noise, 0, 0.05),
        
        // An edge has the amplitudes 1 / sin(pi k / 128), and there are 2 pi k waves of k periods.
        new("slope", "edge", Edge, SlopeOf(k => 1 / (k * Math.Pow(Math.Sin(Math.PI * k / 128), 2))), 0.1),

        // A wave of k periods has neighbours of k - 1 and k + 1 with a quarter of its power, for the window. Stripes have the waves of 4,
        // 12, 20 and 28 periods, and a checkerboard the finest one along both axes.
        new("scale", "stripes", Stripes, MeanOf([4, 12, 20, 28], k => Math.Pow(Math.Sin(Math.PI * k / 64), -2)) / 45, 1e-9),
        new("scale", "checkerboard", Checkerboard, (1 * 23 + 1 * 22 + 0.25 * 21) / 2.25 / 23, 1e-9),
        new("scale", "noise", Noise, 0.541, 0.01),
        new("rhythm", "sines", Sines, 1 - EntropyOf(2 / 3.0, 1 / 6.0, 1 / 6.0) / Math.Log(12), 1e-9),
        new("rhythm", "one species", OneSpecies, 0, 1e-12),
        new("period", "sines", Sines, 80, 1e-12),
        new("period", "one species", OneSpecies, 0, 1e-12),

        // Phrases of 1, 2, 3 … 13 cells and one of 9, for which there are 2, 3, 4 … 15 numbers.
        new("complexity", "one species", OneSpecies, (1 + 2 * 2 + 4 * 3 + 7 * 4) / 100.0, 1e-12),
        new("complexity", "noise", Noise, 1.2, 0.05),
        new("order", "one species", OneSpecies, 0, 1e-12),
        new("order", "noise", Noise, 0, 0.02),
    ];

    private static readonly (string Descriptor, string Fault, Func<Sightings, double> Formula)[] broken =
    [
        ("sun", "goes by winners", seen => seen.Mean(frame => frame.Territory[0])),
        ("evenness", "counts the sun", seen => seen.Mean(frame => EntropyOf(frame.Shares) / Math.Log(frame.Entities))),
        ("turnover", "counts gains and losses", seen => 2 * Populations.Turnover(seen)),
        ("churn", "looks at the next step", seen => seen.Motion.Churn1),
        ("churn", "counts walls", seen => seen.Frames.Zip(seen.Frames.Skip(1), ShareUnlike).Average()),
        ("churn1", "looks at the next sighting", seen => seen.Motion.Churn),
        ("drift", "is no exponent", seen => seen.Motion.Churn / seen.Motion.Churn1),
        ("drift", "is the other way round", seen => 1 - seen.Motion.Drift),
        ("borders", "looks to the right alone", seen => seen.Mean(frame => Agreement.Apart(frame, 1, 0).Difference)),
        ("grain", "is a whole number", seen => Math.Round(64 * Patches.Grain(seen)) / 64),
        ("grain", "knows no chance", seen => seen.Mean(frame => 1 - Agreement.Apart(frame, 1, 0).Difference)),
        ("slope", "is that of amplitudes", seen => seen.Spectrum.Slope / 2),
        ("slope", "is that of sums", seen => seen.Spectrum.Slope + 1),
        ("scale", "ends at half of the side", seen => seen.Spectrum.Scale * Math.Sqrt(2)),
        ("rhythm", "is the other way round", seen => 1 - seen.Rhythm.Order),
        ("period", "counts from 0", seen => 1 / (1 / seen.Rhythm.Period + 1.0 / seen.Interval / seen.Frames.Count)),
        ("period", "knows no interval", seen => seen.Rhythm.Period / seen.Interval),
        ("complexity", "is in bits", BitsOf),
        ("order", "goes by the histogram", seen => seen.Mean(frame => EntropyOf(frame.Territory)) / Math.Log(2) - BitsOf(seen)),
    ];

    /// <summary>The known worlds, and what is asked of them.</summary>
    public static TheoryData<string, string> Cases => [.. known.Select(one => (one.Descriptor, one.World))];

    /// <summary>Formulas that are wrong.</summary>
    public static TheoryData<string, string> Faults => [.. broken.Select(one => (one.Descriptor, one.Fault))];

    /// <summary>The formula comes to what is worked out by hand.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Descriptors_are_what_they_are_known_to_be(string descriptor, string world)
    {
        Known one = known.Single(one => (one.Descriptor, one.World) == (descriptor, world));
        Assert.Equal(one.Value, DescriptorCatalogue.Find(descriptor).OfSightings!(one.Make()), one.Tolerance);
    }

    /// <summary>A known world has another value for a formula that is wrong.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void Wrong_formulas_are_noticed(string descriptor, string fault)
    {
        Func<Sightings, double> formula = broken.Single(one => (one.Descriptor, one.Fault) == (descriptor, fault)).Formula;
        Assert.Contains(known, one => one.Descriptor == descriptor && !(Math.Abs(formula(one.Make()) - one.Value) <= one.Tolerance));
    }

    /// <summary>No descriptor goes without a known world and a fault.</summary>
    [Fact]
    public void All_descriptors_are_known()
    {
        string[] names = [.. DescriptorCatalogue.All.Where(one => one.OfSightings is not null).Select(one => one.Name).Order()];
        Assert.Equal(names, known.Select(one => one.Descriptor).Distinct().Order());
        Assert.Equal(names, broken.Select(one => one.Descriptor).Distinct().Order());
    }

    /// <summary>The larger patches are, the more bits compression saves.</summary>
    [Fact]
    public void Order_is_more_in_larger_patches()
    {
        double[] orders = [.. ((int[])[1, 2, 8]).Select(width => SeenWorlds.Make((64, 64), 3, 1, 10, Patch(width)).Compression.Order)];
        Assert.InRange(orders[0], -0.02, 0.02);
        Assert.InRange(orders[1], 0.05, orders[2] - 0.05);
    }

    private static Func<long, int, int, int> Patch(int width)
    {
        Random random = new(6);
        int[] species = [.. Enumerable.Range(0, 64 * 64).Select(_ => 1 + random.Next(2))];
        return (_, x, y) => species[x / width + 64 * (y / width)];
    }

    private static Sightings TwoStates() => SeenWorlds.Make(
        (2, 2), 4, 2, 3, (_, _, _) => 1, step => step < 3 ? [0.4, 0.3, 0.2, 0.1] : [0.2, 0.4, 0.2, 0.2]);

    private static Sightings Noise() => SeenWorlds.Noise(64, entities: 6);

    private static Sightings Stripes() => SeenWorlds.Stripes(8);

    private static Sightings Checkerboard() => SeenWorlds.Make((32, 32), 3, 1, 10, (_, x, y) => 1 + (x + y) % 2);

    private static Sightings OneSpecies() => SeenWorlds.Make((10, 10), 2, 8, 10, (_, _, _) => 1);

    private static Sightings Edge() => SeenWorlds.Make((128, 128), 3, 1, 10, (_, x, _) => x < 64 ? 1 : 2);

    private static Sightings Sines() => SeenWorlds.Make(
        (2, 2), 3, 24, 10, (_, _, _) => 1, step => Swing(0.1 * Math.Sin(2 * Math.PI * 3 * step / 240)));

    private static double SlopeOf(Func<int, double> power) =>
        LeastSquares.Slope([.. Enumerable.Range(2, 63).Select(k => (Math.Log(k), Math.Log(power(k))))]);

    // In every row a border that goes a cell to the left or to the right at each step: in 16 of them by 16 C(16, 8) / 2^16 cells.
    private static Sightings WalkingBorders()
    {
        Random random = new(11);
        int[][] places = [.. Enumerable.Range(0, 200).Select(_ => Walk(random, 130))];
        return SeenWorlds.Make((128, 200), 3, 8, 16, (step, x, y) => x < places[y][step] ? 1 : 2);
    }

    private static int[] Walk(Random random, int steps)
    {
        int[] places = [.. Enumerable.Repeat(64, steps)];
        for (int step = 1; step < steps; step++)
        {
            places[step] = places[step - 1] + 2 * random.Next(2) - 1;
        }

        return places;
    }

    private static double[] Swing(double more) => [0.4, 0.3 + more, 0.3 - more];

    private static double EntropyOf(params double[] shares) => -shares.Sum(share => share > 0 ? share * Math.Log(share) : 0);

    private static double MeanOf(double[] numbers, Func<double, double> weight) =>
        numbers.Sum(number => number * weight(number)) / numbers.Sum(weight);

    private static double BitsOf(Sightings seen) => seen.Compression.Complexity * Math.Log2(seen.Frames[0].Entities);

    private static double ShareUnlike(Frame frame, Frame later) =>
        frame.Winners.Zip(later.Winners).Average(pair => pair.First != pair.Second || pair.First == World.NoWinner ? 1 : 0);
}
