using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>A world has the same bits whatever is computed beside it, in whatever pieces and with whatever vectors.</summary>
public class DishBitsTests
{
    private const int Species = 4;

    /// <summary>Devices and rules.</summary>
    public static TheoryData<string, ContestKind> Rules =>
        new MatrixTheoryData<string, ContestKind>([.. Devices.All.Select(row => (string)row)], Enum.GetValues<ContestKind>());

    /// <summary>Bands begin and end inside worlds.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Bands_of_any_height_give_the_same_bits(string device, ContestKind kind)
    {
        ComputeDevice opened = Devices.Open(device);
        DishSample sample = new(Species, kind);
        DishAdjoints[] adjoints = [DishAdjoints.OfLastStep(sample), DishAdjoints.OfEarlierStep(sample, seesAliveness: true)];
        float[][] whole = Compute(opened, sample, adjoints, bandHeight: 21);
        foreach (int height in (int[])[1, 4, 7, 11])
        {
            AssertSame(whole, Compute(opened, sample, adjoints, height));
        }
    }

    /// <summary>Each world of a batch has the bits that it has alone.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Worlds_do_not_touch(string device, ContestKind kind)
    {
        ComputeDevice opened = Devices.Open(device);
        DishSample sample = new(Species, kind);
        DishAdjoints[] adjoints = [DishAdjoints.OfLastStep(sample), DishAdjoints.OfEarlierStep(sample, seesAliveness: true)];
        float[][] whole = Compute(opened, sample, adjoints, bandHeight: 21);
        for (int world = 0; world < sample.Worlds.Count; world++)
        {
            DishAdjoints[] own =
            [
                adjoints[0] with { Upstream = [.. adjoints[0].Upstream.Where((_, i) => i % sample.Worlds.Count == world)] },
                adjoints[1] with { Inputs = [adjoints[1].Inputs[world]] },
            ];
            float[][] alone = Compute(opened, sample.Only(world), own, bandHeight: 7);
            AssertSame([.. whole.Select(planes => Cut(planes, sample, world))], alone);
        }
    }

    /// <summary>Vectors of 512, 256 and 128 bits; whom each passes over differs.</summary>
    [Theory]
    [InlineData("cpu:512", ContestKind.PetriDish)]
    [InlineData("cpu:512", ContestKind.Duel)]
    [InlineData("cpu:256", ContestKind.PetriDish)]
    [InlineData("cpu:256", ContestKind.Duel)]
    public void Vectors_of_every_width_give_the_same_bits(string device, ContestKind kind)
    {
        ComputeDevice opened = Devices.Open(device);
        DishSample sample = new(Species, kind, worlds: 2, height: 5, width: 43);
        DishAdjoints[] adjoints = [DishAdjoints.OfLastStep(sample), DishAdjoints.OfEarlierStep(sample, seesAliveness: true)];
        AssertSame(
            Compute(Devices.Open("cpu:128"), sample, adjoints, bandHeight: 10), Compute(opened, sample, adjoints, bandHeight: 10));
    }

    // Everything that a step and the ways back through it make, and the populations.
    private static float[][] Compute(ComputeDevice device, DishSample sample, DishAdjoints[] adjoints, int bandHeight)
    {
        using DishBench bench = new(device, sample);
        Area[] bands =
        [
            .. Enumerable.Range(0, Division.Up(bench.Whole.Height, bandHeight)).Select(i => bench.Whole with
            {
                Y = bench.Whole.Y + i * bandHeight,
                Height = Math.Min(bandHeight, bench.Whole.Height - i * bandHeight),
            }),
        ];
        bench.Step(bands);
        PlaneBuffer[] made = [bench.Masks, bench.Weights, bench.Shares, bench.NextState, bench.Aliveness];
        DishSlopes last = DishSlopes.Run(bench, sample, adjoints[0], first: 0, count: Species + 1, bands: bands);
        DishSlopes earlier = DishSlopes.Run(bench, sample, adjoints[1], first: 1, count: Species, bands: bands);
        return
        [
            .. made.Select(bench.Workbench.Read), last.Sun, last.Species, earlier.Species, earlier.Flow,
            DishLossTests.Populations(bench, sample.P),
        ];
    }

    // A world's part of tall planes, or of numbers that each world has one of.
    private static float[] Cut(float[] tall, DishSample sample, int world)
    {
        int count = sample.Worlds.Count;
        int length = tall.Length == (Species + 1) * count ? 1 : sample.P.Cells;
        return [.. tall.Where((_, i) => i / length % count == world)];
    }

    private static void AssertSame(float[][] expected, float[][] actual) =>
        Assert.All(expected, (numbers, i) => Assert.Equal(Bits(numbers), Bits(actual[i])));

    private static int[] Bits(float[] numbers) => Array.ConvertAll(numbers, BitConverter.SingleToInt32Bits);
}
