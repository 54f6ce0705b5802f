using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using ILGPU;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>A block in one pass computes, to the last bit, what its three layers compute in turn.</summary>
public sealed class ResidualBlockTests : IDisposable
{
    // The grid's left and right edge, but rows that exist above and below the target.
    private static readonly Area readable = new(0, 0, 300, 40);
    private static readonly Area target = new(0, 3, 300, 31);

    private readonly Workbench workbench = new(Devices.Open("cpu"));
    private readonly Random random = new(2);

    public void Dispose() => workbench.Dispose();

    [Theory]
    [InlineData(3, 3, 8)]
    [InlineData(1, 3, 24)]
    [InlineData(2, 1, 8)]
    [InlineData(2, 7, 16)]
    public void One_pass_and_three_agree(int groups, int kernelSize, int width)
    {
        NetworkLayout layout = new(groups, Inputs: 4, Channels: 4, width, Depth: 1, kernelSize, groups);
        int wide = 2 * layout.TotalWidth;
        PlaneBuffer input = workbench.Planes(layout.TotalWidth, readable, Draw(layout.TotalWidth * readable.Cells));
        PlaneBuffer expanded = workbench.Planes(wide, readable);
        PlaneBuffer filtered = workbench.Planes(wide, readable);
        PlaneBuffer inTurn = workbench.Planes(layout.TotalWidth, readable);
        PlaneBuffer inOnePass = workbench.Planes(layout.TotalWidth, readable);
        PlaneBuffer withTape = workbench.Planes(layout.TotalWidth, readable);
        DeviceBuffer<float> weights = workbench.Buffer(Draw(layout.Length));
        DeviceBuffer<float> packed = workbench.Buffer(new float[layout.PackedLength]);
        workbench.RunSimd<WeightPacking, WeightPacking.Arguments>(
            new WeightPacking.Arguments { Layout = layout, Weights = weights.View, Packed = packed.View });

        Pointwise.Arguments expand = new()
        {
            Input = input.Planes,
            Output = expanded.Planes,
            Residual = expanded.Planes,
            Packed = packed.View.SubView(layout.PackedExpand(0)),
            Groups = groups,
            Inputs = width,
            Outputs = 2 * width,
            Result = PointwiseResult.Gelu,
            Target = target.GrowRows(kernelSize / 2, readable),
        };
        Depthwise.Arguments filter = new()
        {
            Input = expanded.Planes,
            Output = filtered.Planes,
            Weights = weights.View.SubView(layout.Depthwise(0)),
            Channels = wide,
            KernelSize = kernelSize,
            Readable = readable,
            Target = target,
        };
        workbench.RunSimd<Pointwise, Pointwise.Arguments>(expand);
        workbench.RunSimd<Depthwise, Depthwise.Arguments>(filter);
        workbench.RunSimd<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = filtered.Planes,
            Output = inTurn.Planes,
            Residual = input.Planes,
            Packed = packed.View.SubView(layout.PackedProject(0)),
            Groups = groups,
            Inputs = 2 * width,
            Outputs = width,
            Result = PointwiseResult.Residual,
            Target = target,
        });

        PlaneBuffer expandedTape = workbench.Planes(wide, readable);
        PlaneBuffer filteredTape = workbench.Planes(wide, readable);
        ResidualBlock.Arguments block = new()
        {
            Layout = layout,
            Input = input.Planes,
            Output = inOnePass.Planes,
            PackedExpand = packed.View.SubView(layout.PackedExpand(0)),
            Depthwise = weights.View.SubView(layout.Depthwise(0)),
            PackedProject = packed.View.SubView(layout.PackedProject(0)),
            Readable = readable,
            Target = target,
        };
        workbench.RunSimd<ResidualBlock, ResidualBlock.Arguments>(block);
        block.Output = withTape.Planes;
        block.KeepsTape = 1;
        block.Expanded = expandedTape.Planes;
        block.Filtered = filteredTape.Planes;
        workbench.RunSimd<ResidualBlock, ResidualBlock.Arguments>(block);

        float[] expected = workbench.Read(inTurn);
        Assert.Contains(expected, value => value != 0);
        Assert.Equal(expected, workbench.Read(inOnePass));
        Assert.Equal(expected, workbench.Read(withTape));

        // The tape holds what goes into the layers' gelus, over the target alone.
        PlaneBuffer before = workbench.Planes(wide, readable);
        workbench.RunSimd<Depthwise, Depthwise.Arguments>(filter with { KeepsTape = 1, BeforeGelu = before.Planes });
        AssertSameOverTarget(workbench.Read(before), workbench.Read(filteredTape), wide);
        workbench.RunSimd<Pointwise, Pointwise.Arguments>(expand with { KeepsTape = 1, BeforeGelu = before.Planes });
        AssertSameOverTarget(workbench.Read(before), workbench.Read(expandedTape), wide);
    }

    private static void AssertSameOverTarget(float[] expected, float[] actual, int planes)
    {
        for (int plane = 0; plane < planes; plane++)
        {
            int first = (int)(plane * readable.Cells) + target.Y * readable.Width;
            Range rows = new(first, first + (int)target.Cells);
            Assert.Equal(expected[rows], actual[rows]);
        }
    }

    private float[] Draw(long count)
    {
        float[] values = new float[count];
        for (long i = 0; i < count; i++)
        {
            values[i] = 2 * random.NextSingle() - 1;
        }

        return values;
    }
}
