using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>How many threads a group has changes no bit, also where it is neither a power of two nor as wide as a row.</summary>
public class GroupSizeTests
{
    private static readonly Area area = new(2, 1, 75, 21);
    private static readonly NetworkLayout layout =
        new(Species: 1, Inputs: 11, Channels: 4, Width: 24, Depth: 0, KernelSize: 5, Groups: 1);

    /// <summary>Devices whose groups can have many sizes.</summary>
    public static TheoryData<string> Gpus => ["opencl", "cuda"];

    [Theory]
    [MemberData(nameof(Gpus))]
    public void Convolutions_do_not_depend_on_it(string device) => AssertSame(device, (bench, limits) =>
    {
        PlaneBuffer output = bench.Planes(layout.Width, area);
        bench.RunGroups<Encoder, Encoder.Arguments>(
            new Encoder.Arguments
            {
                Layout = layout,
                Input = bench.Planes(layout.Inputs, area, Numbers(layout.Inputs * area.Cells)).Planes,
                Output = output.Planes,
                Weights = bench.Buffer(Numbers(layout.Length)).View,
                Readable = area,
                Target = area,
            },
            limits);
        return bench.Read(output);
    });

    [Theory]
    [MemberData(nameof(Gpus))]
    public void Depthwise_convolutions_do_not_depend_on_it(string device) => AssertSame(device, (bench, limits) =>
    {
        const int channels = 11;
        PlaneBuffer output = bench.Planes(channels, area);
        bench.RunGroups<Depthwise, Depthwise.Arguments>(
            new Depthwise.Arguments
            {
                Input = bench.Planes(channels, area, Numbers(channels * area.Cells)).Planes,
                Output = output.Planes,
                Weights = bench.Buffer(Numbers(channels * 9)).View,
                Channels = channels,
                KernelSize = 3,
                Readable = area,
                Target = area,
            },
            limits);
        return bench.Read(output);
    });

    [Theory]
    [MemberData(nameof(Gpus))]
    public void Weight_gradients_do_not_depend_on_it(string device) => AssertSame(device, (bench, limits) =>
    {
        const int slices = 9;
        DeviceBuffer<float> gradient = bench.Buffer(new float[slices * CellSlices.Stride(layout.LayerLength(0))]);
        bench.RunGroups<EncoderGradient, EncoderGradient.Arguments>(
            new EncoderGradient.Arguments
            {
                Layout = layout,
                OutputGradient = bench.Planes(layout.Width, area, Numbers(layout.Width * area.Cells)).Planes,
                Input = bench.Planes(layout.Inputs, area, Numbers(layout.Inputs * area.Cells)).Planes,
                WeightGradient = gradient.View,
                Slices = slices,
                Readable = area,
                Target = area,
            },
            limits);
        return bench.Read(gradient);
    });

    [Theory]
    [MemberData(nameof(Gpus))]
    public void Depthwise_gradients_do_not_depend_on_it(string device) => AssertSame(device, (bench, limits) =>
    {
        const int channels = 11;
        const int slices = 4;
        DeviceBuffer<float> gradient = bench.Buffer(new float[slices * CellSlices.Stride(channels * 25)]);
        PlaneBuffer inputGradient = bench.Planes(channels, area, Numbers(channels * area.Cells));
        bench.RunGroups<DepthwiseGradient, DepthwiseGradient.Arguments>(
            new DepthwiseGradient.Arguments
            {
                OutputGradient = bench.Planes(channels, area, Numbers(channels * area.Cells)).Planes,
                Input = bench.Planes(channels, area, Numbers(channels * area.Cells)).Planes,
                BeforeGelu = bench.Planes(channels, area, Numbers(channels * area.Cells)).Planes,
                InputGradient = inputGradient.Planes,
                Weights = bench.Buffer(Numbers(channels * 25)).View,
                WeightGradient = gradient.View,
                Slices = slices,
                Channels = channels,
                KernelSize = 5,
                Target = area,
            },
            limits);
        return [.. bench.Read(gradient), .. bench.Read(inputGradient)];
    });

    [Theory]
    [MemberData(nameof(Gpus))]
    public void Sums_of_rows_do_not_depend_on_it(string device) => AssertSame(device, (bench, limits) =>
    {
        const int entities = 3;
        DeviceBuffer<float> rowSums = bench.Buffer(new float[entities * area.Height]);
        bench.RunGroups<Census, Census.Arguments>(
            new Census.Arguments
            {
                Grid = bench.Planes(entities, area, Numbers(entities * area.Cells)).Planes,
                RowSums = rowSums.View,
                Entities = entities,
                Target = area,
            },
            limits);
        return bench.Read(rowSums);
    });

    [Theory]
    [MemberData(nameof(Gpus))]
    public void Sums_for_the_sun_do_not_depend_on_it(string device) => AssertSame(device, (bench, limits) =>
    {
        const int channels = 3;
        DeviceBuffer<float> rowSums = bench.Buffer(new float[channels * area.Height]);
        bench.RunGroups<SunGradient, SunGradient.Arguments>(
            new SunGradient.Arguments
            {
                Gradient = bench.Planes(channels, area, Numbers(channels * area.Cells)).Planes,
                RowSums = rowSums.View,
                Channels = channels,
                Whole = area,
                Target = area,
            },
            limits);
        return bench.Read(rowSums);
    });

    [Theory]
    [MemberData(nameof(Gpus))]
    public void Totals_do_not_depend_on_it(string device) => AssertSame(device, (bench, limits) =>
    {
        const int counts = 3;
        const int rows = 700;
        DeviceBuffer<float> totals = bench.Buffer(new float[counts]);
        bench.RunGroups<RowTotals, RowTotals.Arguments>(
            new RowTotals.Arguments
            {
                RowSums = bench.Buffer(Numbers(counts * rows)).View,
                Totals = totals.View,
                Counts = counts,
                RowCount = rows,
            },
            limits);
        return bench.Read(totals);
    });

    private static void AssertSame(string device, Func<Workbench, GroupLimits, float[]> run)
    {
        using Workbench bench = new(Devices.Open(device));
        float[] large = run(bench, new GroupLimits(Threads: 256, Groups: 1, Depth: 1));
        Assert.Contains(large, value => value != 0);
        Assert.Equal(large, run(bench, new GroupLimits(Threads: 50, Groups: 1, Depth: 1)));
        Assert.Equal(large, run(bench, new GroupLimits(Threads: 5, Groups: 1, Depth: 1)));
        Assert.Equal(large, run(bench, new GroupLimits(Threads: 256, Groups: 1, Depth: 4)));
        Assert.Equal(large, run(bench, new GroupLimits(Threads: 128, Groups: 1000, Depth: 3)));
    }

    private static float[] Numbers(long count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, (int)count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
