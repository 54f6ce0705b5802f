using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using ILGPU;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>Convolutions of plain networks over worlds that stand one below the other.</summary>
public class ConvolutionTests
{
    /// <summary>Largest difference of what a layer makes.</summary>
    internal const double Tolerance = 2e-5;

    private const int Groups = ConvolutionBench.Groups;
    private static readonly Area grid = ConvolutionBench.Grid;
    private static readonly WorldStack worlds = new(grid, 11);

    // In the middle of the first world begins and in the middle of the last ends what is computed.
    private static readonly Area band = grid with { Y = 9, Height = 28 };

    /// <summary>Devices, kernel sizes, inputs of a group, its outputs, and whether groups read the same.</summary>
    public static TheoryData<string, int, int, int, bool> Layers =>
    [
        .. Devices.EveryBody.SelectMany(
            _ => ((int, int, int, bool)[])[(1, 8, 9, false), (3, 5, 8, true), (3, 8, 16, false), (3, 8, 8, false), (5, 6, 7, true), (9, 2, 4, false)],
            (device, layer) => (device, layer.Item1, layer.Item2, layer.Item3, layer.Item4)),
    ];

    /// <summary>The same, where each group reads its own.</summary>
    public static TheoryData<string, int, int, int> Sizes =>
    [
        .. Devices.EveryBody.SelectMany(
            _ => ((int, int, int)[])[(1, 8, 9), (3, 5, 8), (5, 6, 7), (9, 2, 4)],
            (device, layer) => (device, layer.Item1, layer.Item2, layer.Item3)),
    ];

    /// <summary>Each activation, alone and added to something, and what goes into it.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void It_is_the_references(string device, int size, int inputs, int outputs, bool shares)
    {
        using ConvolutionBench bench = new(device, size, inputs, outputs, shares);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            double[] sums = bench.Cut(bench.Reference(), Groups * outputs, band);
            double[] active = activation switch
            {
                Activation.None => sums,
                Activation.Gelu => ReferenceGelu.Gelu(sums),
                _ => Array.ConvertAll(sums, Math.Tanh),
            };
            foreach (int adds in inputs == outputs && !shares ? (int[])[0, 1] : [0])
            {
                PlaneBuffer before = bench.Result(Groups * outputs);
                PlaneBuffer result = bench.Result(Groups * outputs);
                bench.Run(bench.Forward() with
                {
                    Output = result.Planes, Activation = activation, KeepsTape = 1, BeforeActivation = before.Planes, Adds = adds, Target = band,
                });
                double[] added = adds == 0 ? sums : bench.Cut(bench.Input, Groups * inputs, band);
                Close.Assert<double, float>(sums, bench.Read(before, band), Tolerance, what: "before the activation");
                Close.Assert<double, float>(
                    [.. active.Zip(added, (value, more) => value + adds * more)], bench.Read(result, band), Tolerance, what: $"{activation}");
            }
        }
    }

    /// <summary>A world among others has the bits that it has alone.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void A_world_of_many_is_as_it_is_alone(string device, int size, int inputs, int outputs, bool shares)
    {
        using ConvolutionBench bench = new(device, size, inputs, outputs, shares);
        PlaneBuffer together = bench.Result(Groups * outputs);
        bench.Run(bench.Forward() with { Output = together.Planes, Target = grid });
        for (int world = 0; world < worlds.Count; world++)
        {
            PlaneBuffer alone = bench.Result(Groups * outputs);
            bench.Run(bench.Forward() with { Output = alone.Planes, Readable = new WorldStack(worlds[world]), Target = worlds[world] });
            Assert.Equal(bench.Read(together, worlds[world]), bench.Read(alone, worlds[world]));
        }
    }

    /// <summary>Where no species lives nearby nothing is computed, and elsewhere the same bits.</summary>
    [Theory]
    [InlineData("cpu")]
    [InlineData("cpu:256")]
    public void What_nobody_needs_is_left_out(string device)
    {
        const int outputs = 8;
        const float untouched = 77;
        Area large = new(0, 0, 300, 40);
        using ConvolutionBench numbers = new(device, 3, 5, outputs, shares: true, large, 40);
        float[] alive = new float[Groups * large.Cells];
        alive[5] = alive[large.Cells + 20 * 300 + 290] = 1;
        Habitat habitat = new(numbers.Blocks(0), large, margin: 2);
        numbers.Run(new HabitatCensus.Arguments { Alive = numbers.Planes(alive).Planes, Habitat = habitat, Species = Groups });
        PlaneBuffer all = numbers.Result(Groups * outputs);
        PlaneBuffer some = numbers.Result(Groups * outputs);
        numbers.Run(numbers.Forward() with { Output = all.Planes, Target = large });
        numbers.Run(numbers.Forward() with { Output = some.Planes, Target = large, Habitat = habitat });
        float[] whole = numbers.Read(all, large);
        float[] parts = numbers.Read(some, large);
        int computed = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            (int group, int y, int x) = (i / (outputs * (int)large.Cells), i / 300 % 40, i % 300);
            bool needed = (group == 0 && x <= 7 && y <= 2) || (group == 1 && x is >= 288 and <= 292 && y is >= 18 and <= 22);
            Assert.True(parts[i] == whole[i] || (!needed && parts[i] == untouched), $"{group} {y} {x}");
            computed += parts[i] == whole[i] ? 1 : 0;
        }

        Assert.InRange(computed, 1, whole.Length / 4);
    }

    /// <summary>The way back to the input is the slope of the way there.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Inputs_have_the_slopes(string device, int size, int inputs, int outputs)
    {
        // Inputs that all groups read have a gradient of each.
        using ConvolutionBench bench = new(device, size, inputs, outputs, shares: false);
        PlaneBuffer result = bench.Result(Groups * inputs);
        bench.Run(bench.Backward() with { InputGradient = result.Planes, Target = grid });
        AssertSlopes(bench, bench.Input, bench.Read(result, grid), "input");
    }

    /// <summary>What comes past the layer is added, what is to pass on is kept, and gelu's slope is taken last.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gradients_pass_by_and_go_on(string device, int size, int inputs, int outputs)
    {
        using ConvolutionBench bench = new(device, size, inputs, outputs, shares: false);
        PlaneBuffer alone = bench.Result(Groups * inputs);
        bench.Run(bench.Backward() with { InputGradient = alone.Planes, Target = grid });
        double[] past = [.. bench.Input.Reverse()];
        PlaneBuffer passing = bench.Planes(past);
        PlaneBuffer result = bench.Result(Groups * inputs);
        bench.Run(bench.Backward() with
        {
            InputGradient = result.Planes, Adds = 1, Passes = 1, Passing = passing.Planes, ThroughGelu = 1,
            BeforeGelu = bench.Planes(bench.Input).Planes, Target = grid,
        });
        double[] total = [.. bench.Read(alone, grid).Zip(past, (value, more) => value + more)];
        Close.Assert<double, float>(total, bench.Read(passing, grid), 1e-5, what: "what passes on");
        Close.Assert<double, float>(
            [.. total.Zip(bench.Input, (value, z) => value * Slope(z))], bench.Read(result, grid), 1e-5, what: "what goes on");

        PlaneBuffer within = bench.Planes(past);
        bench.Run(bench.Backward() with { InputGradient = within.Planes, Adds = 1, Passing = within.Planes, Target = grid });
        Assert.Equal(bench.Read(passing, grid), bench.Read(within, grid));
    }

    /// <summary>The gradient of the weights is the slope of the way there, in one slice of the cells or in many.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void Weights_have_the_slopes(string device, int size, int inputs, int outputs, bool shares)
    {
        using ConvolutionBench bench = new(device, size, inputs, outputs, shares);
        foreach (int slices in device.StartsWith("cpu", StringComparison.Ordinal) ? (int[])[1] : [1, 5])
        {
            long stride = CellSlices.Stride(bench.Weights.Length);
            DeviceBuffer<float> sums = bench.Buffer(new float[slices * stride]);
            bench.Run(bench.WeightGradient() with { WeightGradient = sums.View, Slices = slices });
            float[] all = bench.Read(sums);
            float[] gradient = [.. Enumerable.Range(0, bench.Weights.Length)
                .Select(weight => Enumerable.Range(0, slices).Sum(slice => all[slice * stride + weight]))];
            AssertSlopes(bench, bench.Weights, gradient, $"{slices} slices");
        }
    }

    private static double Slope(double z)
    {
        double[] value = [z];
        return CentralDifference.Derivative(() => ReferenceGelu.Gelu(value)[0], value, 0);
    }

    // Of numbers all over the array.
    private static void AssertSlopes(ConvolutionBench bench, double[] variables, float[] gradient, string what)
    {
        const int samples = 40;
        int[] some = [.. Enumerable.Range(0, samples).Select(i => i * (variables.Length - 1) / (samples - 1))];
        double[] slopes = Array.ConvertAll(some, index => CentralDifference.Derivative(
            () => OperationBench.Dot(bench.Upstream, bench.Reference()), variables, index));
        Close.Assert<double, float>(slopes, Array.ConvertAll(some, index => gradient[index]), 0, OperationBench.Tolerance, what);
    }
}
