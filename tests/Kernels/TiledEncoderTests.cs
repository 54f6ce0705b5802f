using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>An encoder on tiles in shared memory has the numbers of the one that reads its inputs from memory.</summary>
public class TiledEncoderTests
{
    private const double Tolerance = 2e-6;

    private static readonly GroupLimits limits = new(Threads: 256, Groups: 1, Depth: 4);

    // Not a whole number of tiles; the grid's left and right edge, but a row that exists above the target.
    private static readonly Area readable = new(0, 0, 37, 27);
    private static readonly Area target = new(0, 1, 37, 26);

    // Neither inputs nor outputs fill their last group.
    private static readonly NetworkLayout layout = new(Species: 5, Inputs: 11, Channels: 4, Width: 8, Depth: 0, KernelSize: 3, Groups: 5);

    [Theory]
    [InlineData("opencl")]
    [InlineData("cuda")]
    public void With_tiles_and_without_agree(string device)
    {
        using Workbench bench = new(Devices.Open(device));
        Random random = new(4);
        DeviceBuffer<float> weights = bench.Buffer(Draw(layout.Length));
        PlaneBuffer[] results = [.. Enumerable.Range(0, 4).Select(_ => bench.Planes(layout.TotalWidth, readable))];
        Encoder.Arguments plain = new()
        {
            Layout = layout,
            Input = bench.Planes(layout.Inputs, readable, Draw(layout.Inputs * readable.Cells)).Planes,
            Output = results[0].Planes,
            Weights = weights.View,
            Packed = weights.View,
            KeepsTape = 1,
            BeforeGelu = results[1].Planes,
            Readable = readable,
            Target = target,
        };
        bench.RunGroups<Encoder, Encoder.Arguments>(plain, limits);
        bench.RunGroups<TiledEncoder, Encoder.Arguments>(
            plain with { Output = results[2].Planes, BeforeGelu = results[3].Planes }, limits);

        Close.Assert<float, float>(bench.Read(results[0]), bench.Read(results[2]), Tolerance, what: "output");
        Close.Assert<float, float>(bench.Read(results[1]), bench.Read(results[3]), Tolerance, what: "tape");

        // An encoder that misses a row is not close.
        bench.RunGroups<TiledEncoder, Encoder.Arguments>(plain with { Output = results[2].Planes, Readable = target }, limits);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => Close.Assert<float, float>(bench.Read(results[0]), bench.Read(results[2]), Tolerance));

        float[] Draw(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
