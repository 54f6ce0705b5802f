using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Tests.Kernels;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Weights' gradients are sums of products, also where cells, outputs and columns fill several groups' share.</summary>
public class WeightGradientTests
{
    private static readonly Area area = new(2, 1, 37, 21);

    /// <summary>Devices and kernel sizes.</summary>
    public static TheoryData<string, int> Kernels =>
        [.. Devices.All.SelectMany(row => ((int[])[1, 3, 5, 7]).Select(size => ((string)row, size)))];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Depthwise_sums_products(string device, int size)
    {
        const int channels = 9;
        using Workbench bench = new(Devices.Open(device));
        float[] gradients = Draw(channels, seed: 1);
        float[] inputs = Draw(channels, seed: 2);
        DeviceBuffer<float> sums = bench.Buffer(new float[4 * CellSlices.Stride(channels * size * size)]);
        int slices = device == "cpu" ? 1 : 4;
        bench.RunGroups<DepthwiseGradient, DepthwiseGradient.Arguments>(new DepthwiseGradient.Arguments
        {
            OutputGradient = bench.Planes(channels, area, gradients).Planes,
            Input = bench.Planes(channels, area, inputs).Planes,
            BeforeGelu = bench.Planes(channels, area, inputs).Planes,
            InputGradient = bench.Planes(channels, area, inputs).Planes,
            Weights = bench.Buffer(new float[channels * size * size]).View,
            WeightGradient = sums.View,
            Slices = slices,
            Channels = channels,
            KernelSize = size,
            Target = area,
        });
        double[] expected = [.. Enumerable.Range(0, channels).SelectMany(channel => Correlate(gradients, channel, inputs, channel, size))];
        AssertSum(expected, bench.Read(sums), slices);
    }

    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Pointwise_sums_products(string device)
    {
        const int groups = 2, outputs = 75, inputs = 70;
        using Workbench bench = new(Devices.Open(device));
        float[] gradients = Draw(groups * outputs, seed: 3);
        float[] values = Draw(groups * inputs, seed: 4);
        foreach (int slices in device == "cpu" ? (int[])[1] : [1, 3])
        {
            DeviceBuffer<float> sums = bench.Buffer(new float[slices * CellSlices.Stride(groups * outputs * inputs)]);
            bench.RunGroups<PointwiseWeightGradient, PointwiseWeightGradient.Arguments>(new PointwiseWeightGradient.Arguments
            {
                OutputGradient = bench.Planes(groups * outputs, area, gradients).Planes,
                Input = bench.Planes(groups * inputs, area, values).Planes,
                WeightGradient = sums.View,
                Slices = slices,
                Groups = groups,
                Outputs = outputs,
                Inputs = inputs,
                Target = area,
            });
            double[] expected = [.. Enumerable.Range(0, groups * outputs).SelectMany(output => Enumerable.Range(0, inputs)
                .SelectMany(input => Correlate(gradients, output, values, output / outputs * inputs + input, size: 1)))];
            AssertSum(expected, bench.Read(sums), slices);
        }
    }

    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Encoder_sums_products(string device)
    {
        NetworkLayout layout = new(Species: 1, Inputs: 9, Channels: 4, Width: 70, Depth: 0, KernelSize: 3, Groups: 1);
        using Workbench bench = new(Devices.Open(device));
        float[] gradients = Draw(layout.Width, seed: 5);
        float[] inputs = Draw(layout.Inputs, seed: 6);
        int slices = device == "cpu" ? 1 : 3;
        DeviceBuffer<float> sums = bench.Buffer(new float[slices * CellSlices.Stride(layout.EncoderWeights)]);
        bench.RunGroups<EncoderGradient, EncoderGradient.Arguments>(new EncoderGradient.Arguments
        {
            Layout = layout,
            OutputGradient = bench.Planes(layout.Width, area, gradients).Planes,
            Input = bench.Planes(layout.Inputs, area, inputs).Planes,
            WeightGradient = sums.View,
            Slices = slices,
            Readable = area,
            Target = area,
        });
        double[] expected = [.. Enumerable.Range(0, layout.Width).SelectMany(output => Enumerable.Range(0, layout.Inputs)
            .SelectMany(input => Correlate(gradients, output, inputs, input, layout.KernelSize)))];
        AssertSum(expected, bench.Read(sums), slices);
    }

    private static void AssertSum(double[] expected, float[] sums, int slices)
    {
        long stride = CellSlices.Stride(expected.Length);
        float[] actual = [.. Enumerable.Range(0, expected.Length)
            .Select(weight => Enumerable.Range(0, slices).Sum(slice => sums[slice * stride + weight]))];
        Close.Assert<double, float>(expected, actual, absolute: 0, relativeToLargest: 2e-6, "weights");
    }

    // For each tap the sum of a plane's products with another one, so far below and right of it.
    private static IEnumerable<double> Correlate(float[] gradients, int gradientPlane, float[] inputs, int inputPlane, int size)
    {
        for (int tap = 0; tap < size * size; tap++)
        {
            int below = tap / size - size / 2;
            int right = tap % size - size / 2;
            double sum = 0;
            for (int y = Math.Max(0, -below); y < Math.Min(area.Height, area.Height - below); y++)
            {
                for (int x = Math.Max(0, -right); x < Math.Min(area.Width, area.Width - right); x++)
                {
                    sum += (double)gradients[(gradientPlane * area.Height + y) * area.Width + x]
                        * inputs[(inputPlane * area.Height + y + below) * area.Width + x + right];
                }
            }

            yield return sum;
        }
    }

    private static float[] Draw(int planes, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, planes * (int)area.Cells).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
