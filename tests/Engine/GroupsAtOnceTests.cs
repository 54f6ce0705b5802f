using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>However many networks run through all layers together, they propose the same.</summary>
public class GroupsAtOnceTests
{
    private static readonly Area grid = new(0, 0, 37, 29);
    private static readonly NetworkLayout layout =
        new(Species: 5, Inputs: 6, Channels: 6, Width: 8, Depth: 2, KernelSize: 3, Groups: 5);

    [Theory]
    [InlineData("cpu", 1)]
    [InlineData("cpu", 2)]
    [InlineData("cpu", 4)]
    [InlineData("opencl", 2)]
    [InlineData("cuda", 2)]
    public void They_propose_the_same(string device, int groupsAtOnce)
    {
        float[] expected = Propose(device, layout.Groups);
        Assert.Contains(expected, value => value != 0);
        Assert.Equal(expected, Propose(device, groupsAtOnce));
    }

    private static float[] Propose(string device, int groupsAtOnce)
    {
        Random random = new(11);
        using Launcher launcher = new(Devices.Open(device));
        using DeviceArena memory = new(launcher);
        GroupedNetworks networks = new(memory, NetworkPlan.Alike(new ResidualArchitecture(layout)));
        ResidualNetwork network = (ResidualNetwork)networks.OfGroups[0];
        ResidualActivations activations = new(memory, network, grid, groupsAtOnce);
        PlaneBuffer input = memory.Planes(layout.Inputs, grid);
        PlaneBuffer proposals = memory.Planes(layout.Species * layout.Channels, grid);
        network.Weights.Write(launcher.Flush(), 0, Draw(random, (int)layout.Length));
        network.WeightsChanged();
        input.Write(launcher.Flush(), Draw(random, layout.Inputs * (int)grid.Cells));
        activations.Propose(new IndexRun(0, layout.Species), input.Planes, default, grid, grid, proposals.Planes);
        return proposals.Read(launcher.Flush(), 0, proposals.Count);
    }

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
