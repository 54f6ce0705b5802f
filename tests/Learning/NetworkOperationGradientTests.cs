using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Tests.Reference;
using ILGPU;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Each layer's gradient by itself is the slope of that layer, for random upstream gradients.</summary>
public class NetworkOperationGradientTests
{
    private static readonly Area target = OperationBench.Target;
    private static readonly int cells = OperationBench.Cells;

    /// <summary>Devices and kernel sizes.</summary>
    public static TheoryData<string, int> Kernels =>
        [.. Devices.All.SelectMany(row => ((int[])[1, 3, 5, 7]).Select(size => ((string)row, size)))];

    /// <summary>Devices, groups, inputs and outputs: fewer and more than what a tile or a block of outputs holds.</summary>
    public static TheoryData<string, int, int, int> Matrices =>
    [
        .. Devices.All.SelectMany(row => ((int, int, int)[])[(1, 5, 3), (3, 4, 7), (2, 9, 18)], (row, sizes) =>
            ((string)row, sizes.Item1, sizes.Item2, sizes.Item3)),
    ];

    /// <summary>gelu, also far out, where it is flat or straight.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Gelu_slopes(string device)
    {
        using OperationBench bench = new(device, seed: 1);
        double[] input = [.. bench.Draw(2 * cells, -3, 3), .. bench.Draw(cells, -9, 9)];
        double[] upstream = bench.Draw(3 * cells);
        PlaneBuffer gradient = bench.Planes(upstream);
        bench.Workbench.Run<GeluGradient, GeluGradient.Arguments>(new GeluGradient.Arguments
        {
            Input = bench.Planes(input).Planes,
            Gradient = gradient.Planes,
            Channels = 3,
            Target = target,
        });

        bench.AssertSlopes(() => OperationBench.Dot(upstream, ReferenceGelu.Gelu(input)), input, gradient, "gelu");
    }

    /// <summary>tanh, of which its output is kept.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Tanh_slopes(string device)
    {
        using OperationBench bench = new(device, seed: 6);
        double[] input = bench.Draw(3 * cells, -3, 3);
        double[] upstream = bench.Draw(3 * cells);
        PlaneBuffer gradient = bench.Planes(upstream);
        bench.Workbench.Run<TanhGradient, TanhGradient.Arguments>(new TanhGradient.Arguments
        {
            Output = bench.Planes(Array.ConvertAll(input, Math.Tanh)).Planes,
            Gradient = gradient.Planes,
            Channels = 3,
            Target = target,
        });

        bench.AssertSlopes(() => OperationBench.Dot(upstream, Array.ConvertAll(input, Math.Tanh)), input, gradient, "tanh");
    }

    /// <summary>A pointwise convolution's input, alone and added to what came past a block.</summary>
    [Theory]
    [MemberData(nameof(Matrices))]
    public void Pointwise_input_slopes(string device, int groups, int inputs, int outputs)
    {
        using OperationBench bench = new(device, seed: 2);
        double[] input = bench.Draw(groups * inputs * cells);
        double[] weights = bench.Draw(groups * inputs * outputs);
        double[] upstream = bench.Draw(groups * outputs * cells);
        double[] past = bench.Draw(input.Length);
        foreach (int accumulate in (int[])[0, 1])
        {
            PlaneBuffer gradient = bench.Planes(past);
            bench.Workbench.RunGroups<PointwiseInputGradient, PointwiseInputGradient.Arguments>(new PointwiseInputGradient.Arguments
            {
                OutputGradient = bench.Planes(upstream).Planes,
                InputGradient = gradient.Planes,
                Accumulate = accumulate,
                Weights = bench.Buffer(weights).View,
                Groups = groups,
                Inputs = inputs,
                Outputs = outputs,
                Target = target,
            });

            bench.AssertSlopes(
                () => OperationBench.Dot(upstream, ReferenceNetwork.ConvolvePointwise(input, weights, groups, cells))
                    + accumulate * OperationBench.Dot(past, input),
                input, gradient, "pointwise input");
        }
    }

    /// <summary>A pointwise convolution's weights.</summary>
    [Theory]
    [MemberData(nameof(Matrices))]
    public void Pointwise_weight_slopes(string device, int groups, int inputs, int outputs)
    {
        using OperationBench bench = new(device, seed: 3);
        double[] input = bench.Draw(groups * inputs * cells);
        double[] weights = bench.Draw(groups * inputs * outputs);
        double[] upstream = bench.Draw(groups * outputs * cells);
        AssertSlicesAddUp(device, bench, weights, "pointwise weights", (sums, slices) =>
            bench.Workbench.RunGroups<PointwiseWeightGradient, PointwiseWeightGradient.Arguments>(new PointwiseWeightGradient.Arguments
            {
                OutputGradient = bench.Planes(upstream).Planes,
                Input = bench.Planes(input).Planes,
                WeightGradient = sums,
                Slices = slices,
                Groups = groups,
                Inputs = inputs,
                Outputs = outputs,
                Target = target,
            }),
            () => OperationBench.Dot(upstream, ReferenceNetwork.ConvolvePointwise(input, weights, groups, cells)));
    }

    /// <summary>A depthwise convolution's weights, and what went into the gelu before it, up to the border.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Depthwise_slopes(string device, int size)
    {
        using OperationBench bench = new(device, seed: 4);
        double[] beforeGelu = bench.Draw(3 * cells);
        double[] weights = bench.Draw(3 * size * size);
        double[] upstream = bench.Draw(3 * cells);
        double Loss() => OperationBench.Dot(
            upstream, ReferenceNetwork.ConvolveDepthwise(ReferenceGelu.Gelu(beforeGelu), weights, size, target.Height, target.Width));
        AssertSlicesAddUp(
            device, bench, weights, "depthwise weights", (sums, slices) =>
            {
                PlaneBuffer gradient = bench.Result(3);
                bench.Workbench.RunGroups<DepthwiseGradient, DepthwiseGradient.Arguments>(new DepthwiseGradient.Arguments
                {
                    OutputGradient = bench.Planes(upstream).Planes,
                    Input = bench.Planes(ReferenceGelu.Gelu(beforeGelu)).Planes,
                    BeforeGelu = bench.Planes(beforeGelu).Planes,
                    InputGradient = gradient.Planes,
                    Weights = bench.Buffer(weights).View,
                    WeightGradient = sums,
                    Slices = slices,
                    Channels = 3,
                    KernelSize = size,
                    Target = target,
                });
                bench.AssertSlopes(Loss, beforeGelu, gradient, $"depthwise input beside {slices} slices");
            },
            Loss);
    }

    /// <summary>The encoder's weights: it reads a grid that goes on beyond the patch, but sees the patch alone.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Encoder_weight_slopes(string device, int size)
    {
        using OperationBench bench = new(device, seed: 5);
        NetworkLayout layout = new(Species: 1, Inputs: 3, Channels: 4, Width: 8, Depth: 0, KernelSize: size, Groups: 1);
        Area grid = new(0, 0, 21, 14);
        double[] world = bench.Draw(3 * (int)grid.Cells);
        double[] weights = bench.Draw(8 * 3 * size * size);
        double[] upstream = bench.Draw(8 * cells);
        PlaneBuffer planes = bench.Workbench.Planes(3, grid, OperationBench.ToFloat(world));
        double[] patch = ReferenceWorld.CutPlanes(world, grid.Height, grid.Width, target.X, target.Y, target.Width, target.Height);
        AssertSlicesAddUp(device, bench, weights, "encoder weights", (sums, slices) =>
            bench.Workbench.RunGroups<EncoderGradient, EncoderGradient.Arguments>(new EncoderGradient.Arguments
            {
                Layout = layout,
                OutputGradient = bench.Planes(upstream).Planes,
                Input = planes.Planes,
                WeightGradient = sums,
                Slices = slices,
                Readable = target,
                Target = target,
            }),
            () => OperationBench.Dot(upstream, ReferenceNetwork.Convolve(patch, weights, size, target.Height, target.Width)));
    }

    // GPUs cut the cells into slices; some of these hold more than others, and with a hundred some hold none.
    private static void AssertSlicesAddUp(
        string device, OperationBench bench, double[] weights, string what, Action<ArrayView<float>, int> run, Func<double> loss)
    {
        foreach (int slices in device == "cpu" ? (int[])[1] : [1, 5, 100])
        {
            long stride = CellSlices.Stride(weights.Length);
            DeviceBuffer<float> sums = bench.Buffer(bench.Draw((int)(slices * stride)));
            run(sums.View, slices);
            float[] all = bench.Workbench.Read(sums);
            float[] gradient = [.. Enumerable.Range(0, weights.Length)
                .Select(weight => Enumerable.Range(0, slices).Sum(slice => all[slice * stride + weight]))];
            OperationBench.AssertSlopes(loss, weights, gradient, $"{what} in {slices} slices");
        }
    }
}
