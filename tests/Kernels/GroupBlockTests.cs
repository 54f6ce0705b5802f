using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>A block that groups compute in one launch has the numbers that its three layers have in turn.</summary>
public sealed class GroupBlockTests : IDisposable
{
    private const double Tolerance = 2e-6;

    // Not a whole number of tiles; the grid's left and right edge, but a row that exists above the target.
    private static readonly Area readable = new(0, 0, 37, 27);
    private static readonly Area target = new(0, 1, 37, 26);

    private readonly Random random = new(3);
    private Workbench bench = null!;

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            TheoryData<string, int, int> cases = [];
            foreach (string device in (string[])["opencl", "cuda"])
            {
                cases.Add(device, 2, 8);
                cases.Add(device, 1, 24);
                cases.Add(device, 2, 32);
            }

            return cases;
        }
    }

    public void Dispose() => bench?.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_launch_and_three_agree(string device, int groups, int width)
    {
        bench = new Workbench(Devices.Open(device));
        NetworkLayout layout = new(groups, Inputs: 4, Channels: 4, width, Depth: 1, KernelSize: 3, groups);
        Assert.True(GroupBlock.Fits(layout));
        int wide = 2 * layout.TotalWidth;
        DeviceBuffer<float> weights = bench.Buffer(Draw(layout.Length, scale: 0.3f));
        PlaneBuffer input = bench.Planes(layout.TotalWidth, readable, Draw(layout.TotalWidth * readable.Cells, scale: 1));
        PlaneBuffer[] tape = [.. Enumerable.Range(0, 4).Select(_ => bench.Planes(wide, readable))];
        PlaneBuffer[] tapeInTurn = [.. Enumerable.Range(0, 4).Select(_ => bench.Planes(wide, readable))];
        PlaneBuffer output = bench.Planes(layout.TotalWidth, readable);
        PlaneBuffer withTape = bench.Planes(layout.TotalWidth, readable);
        PlaneBuffer inTurn = bench.Planes(layout.TotalWidth, readable);
        ResidualBlock.Arguments block = new()
        {
            Layout = layout,
            Input = input.Planes,
            Output = output.Planes,
            Expand = weights.View.SubView(layout.Expand(0)),
            PackedExpand = weights.View,
            Depthwise = weights.View.SubView(layout.Depthwise(0)),
            Project = weights.View.SubView(layout.Project(0)),
            PackedProject = weights.View,
            Expanded = tape[0].Planes,
            ExpandedActive = tape[1].Planes,
            Filtered = tape[2].Planes,
            FilteredActive = tape[3].Planes,
            Readable = readable,
            Target = target,
        };
        Run(block);
        Run(block with { Output = withTape.Planes, KeepsTape = 1 });
        RunInTurn(layout, weights, input, tapeInTurn, inTurn);

        float[] expected = bench.Read(inTurn);
        Close.Assert<float, float>(expected, bench.Read(output), Tolerance);
        Assert.Equal(bench.Read(output), bench.Read(withTape));
        for (int i = 0; i < tape.Length; i++)
        {
            Close.Assert<float, float>(
                OverTarget(bench.Read(tapeInTurn[i]), wide), OverTarget(bench.Read(tape[i]), wide),
                Tolerance, what: $"tape {i}");
        }

        // A block that misses a row is not close.
        Run(block with { Readable = target });
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Close.Assert<float, float>(expected, bench.Read(output), Tolerance));
    }

    private void Run(ResidualBlock.Arguments block) =>
        bench.RunGroups<ResidualBlock, ResidualBlock.Arguments>(block, new GroupLimits(Threads: 256, Groups: 1, Depth: 1));

    private void RunInTurn(
        in NetworkLayout layout, DeviceBuffer<float> weights, PlaneBuffer input, PlaneBuffer[] tape, PlaneBuffer output)
    {
        bench.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = input.Planes,
            Output = tape[1].Planes,
            Residual = tape[1].Planes,
            Weights = weights.View.SubView(layout.Expand(0)),
            Packed = weights.View,
            Groups = layout.Groups,
            Inputs = layout.GroupWidth,
            Outputs = 2 * layout.GroupWidth,
            Result = PointwiseResult.Gelu,
            KeepsTape = 1,
            BeforeGelu = tape[0].Planes,
            Target = readable,
        });
        bench.RunGroups<Depthwise, Depthwise.Arguments>(new Depthwise.Arguments
        {
            Input = tape[1].Planes,
            Output = tape[3].Planes,
            Weights = weights.View.SubView(layout.Depthwise(0)),
            Channels = 2 * layout.TotalWidth,
            KernelSize = layout.KernelSize,
            KeepsTape = 1,
            BeforeGelu = tape[2].Planes,
            Readable = readable,
            Target = target,
        });
        bench.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = tape[3].Planes,
            Output = output.Planes,
            Residual = input.Planes,
            Weights = weights.View.SubView(layout.Project(0)),
            Packed = weights.View,
            Groups = layout.Groups,
            Inputs = 2 * layout.GroupWidth,
            Outputs = layout.GroupWidth,
            Result = PointwiseResult.Residual,
            Target = target,
        });
    }

    private static float[] OverTarget(float[] values, int planes)
    {
        List<float> result = [];
        for (int plane = 0; plane < planes; plane++)
        {
            result.AddRange(values.AsSpan((int)(plane * readable.Cells) + target.Y * readable.Width, (int)target.Cells));
        }

        return [.. result];
    }

    private float[] Draw(long count, float scale)
    {
        float[] values = new float[count];
        for (long i = 0; i < count; i++)
        {
            values[i] = scale * (2 * random.NextSingle() - 1);
        }

        return values;
    }
}
