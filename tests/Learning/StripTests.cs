using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>A learning pass that works strip by strip computes what one over the whole patch does.</summary>
public class StripTests
{
    private const long FloatsOfStrip = 128L << 20;

    private const int Channels = 6;

    // A patch that touches no edge of the grid: cells outside it exist and must not be seen.
    private static readonly Area grid = new(0, 0, 29, 40);
    private static readonly Area patch = new(5, 7, 19, 23);

    /// <summary>Strips from a row to all but one, for both kinds of coupling, without and with dropout.</summary>
    [Theory]
    [InlineData("cpu", 1, 2, 3, 0, 2)]
    [InlineData("cpu", 3, 2, 3, 0, 1)]
    [InlineData("cpu", 3, 2, 3, 0.3f, 5)]
    [InlineData("cpu", 3, 2, 3, 0, 22)]
    [InlineData("cpu", 3, 0, 3, 0, 5)]
    [InlineData("cpu", 3, 2, 1, 0, 5)]
    [InlineData("cpu", 1, 1, 7, 0, 4)]
    [InlineData("opencl", 3, 2, 3, 0.3f, 5)]
    [InlineData("cuda", 3, 2, 3, 0.3f, 5)]
    public void Strips_leave_no_trace(string device, int groups, int depth, int kernelSize, float dropout, int rows)
    {
        NetworkLayout layout = new(
            Species: 3, Inputs: Channels, Channels, Width: 8, depth, kernelSize, groups);
        (float[] proposals, float[] gradients) = Learn(device, layout, dropout, patch.Height);
        (float[] stripProposals, float[] stripGradients) = Learn(device, layout, dropout, rows);

        Assert.Equal(proposals, stripProposals);
        for (int layer = 0; layer < layout.Layers; layer++)
        {
            Range weights = new((int)layout.LayerOffset(layer), (int)(layout.LayerOffset(layer) + layout.LayerLength(layer)));
            Close.Assert<float, float>(
                gradients[weights], stripGradients[weights], absolute: 0, relativeToLargest: 2e-6, $"layer {layer}");
        }
    }

    /// <summary>A tape never takes much more than its budget, and a small patch is never cut.</summary>
    [Theory]
    [InlineData("cpu")]
    [InlineData("opencl")]
    public void Large_patches_are_cut(string device)
    {
        using Launcher launcher = new(Devices.Open(device));
        NetworkLayout layout = new(Species: 5, Inputs: 34, Channels: 34, Width: 32, Depth: 4, KernelSize: 3, Groups: 5);
        Assert.Equal(1, ResidualTape.Strips(launcher, layout, new Area(0, 0, 80, 80), FloatsOfStrip).Count);
        foreach (int side in (int[])[324, 1294, 5180, 16384])
        {
            Area large = new(0, 0, side, side);
            Bands strips = ResidualTape.Strips(launcher, layout, large, FloatsOfStrip);
            Assert.True(strips.Count > 1);
            using DeviceArena counting = new(launcher, onlyCounts: true);
            _ = new ResidualTape(counting, layout, ResidualTape.LargestWindow(layout, strips));
            Assert.InRange(counting.Bytes, 1, sizeof(float) * Math.Max(130L << 20, 4800L * 32 * side));
        }
    }

    private static (float[] Proposals, float[] Gradients) Learn(string device, NetworkLayout layout, float dropout, int rows)
    {
        Random random = new(5);
        using Launcher launcher = new(Devices.Open(device));
        using DeviceArena memory = new(launcher);
        GroupedNetworks networks = new(memory, NetworkPlan.Alike(new ResidualArchitecture(layout)));
        ResidualNetwork network = (ResidualNetwork)networks.OfGroups[0];
        DeviceBuffer<float> gradients = memory.Allocate<float>(layout.Length);
        ResidualLearning learning = new(memory, network, gradients, patch, rows);
        PlaneBuffer input = memory.Planes(Channels, grid);
        PlaneBuffer proposals = memory.Planes(layout.Species * Channels, patch);
        PlaneBuffer upstream = memory.Planes(layout.Species * Channels, patch);
        network.Weights.Write(launcher.Flush(), 0, Draw(random, (int)layout.Length, 0.5f));
        input.Write(launcher.Flush(), Draw(random, input.Count * (int)grid.Cells, 1));
        upstream.Write(launcher.Flush(), Draw(random, upstream.Count * (int)patch.Cells, 1));
        network.WeightsChanged();
        network.PackWeights();
        learning.Forward(input.Planes, patch, proposals.Planes, dropout, worldSeed: 3, worldStep: 4);
        learning.Backward(input.Planes, upstream.Planes);
        return (proposals.Read(launcher.Flush(), 0, proposals.Count), gradients.ReadAll(launcher.Flush()));
    }

    private static float[] Draw(Random random, int count, float largest) =>
        [.. Enumerable.Range(0, count).Select(_ => largest * (2 * random.NextSingle() - 1))];
}
