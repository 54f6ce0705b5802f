using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Networks that leave out cells propose the same, to the last bit, where their species live.</summary>
public class HabitatTests
{
    private const int Species = 3;
    private const int Channels = 6;
    private const float Untouched = 77;

    // Two tiles wide and three tall; it does not begin at the corner, and its rows do not fill whole vectors.
    private static readonly Area grid = new(3, 5, 531, 75);

    // Cells of each species, none of the last.
    private static readonly (int Species, int X, int Y)[] cells =
        [(0, 3, 5), (0, 533, 79), (0, 300, 40), (0, 301, 40), (1, 517, 30), (1, 100, 37), (1, 110, 64)];

    /// <summary>SIMD bodies of every width, and kernels of different reach.</summary>
    [Theory]
    [InlineData("cpu:512", 3)]
    [InlineData("cpu:256", 3)]
    [InlineData("cpu:128", 3)]
    [InlineData("cpu", 1)]
    [InlineData("cpu", 7)]
    public void What_is_needed_is_the_same(string device, int kernelSize)
    {
        float[] whole = Propose(device, kernelSize, null);
        Assert.Equal(whole, Propose(device, kernelSize, [.. Enumerable.Repeat(1, (int)Habitat.Count(grid, Species))]));

        int[] blocks = new int[Habitat.Count(grid, Species)];
        foreach ((int species, int x, int y) in cells)
        {
            blocks[Block(species, x - grid.X, y - grid.Y)] = 1;
        }

        float[] part = Propose(device, kernelSize, blocks);
        int leftOut = 0;
        for (int i = 0; i < part.Length; i++)
        {
            int cell = i % (int)grid.Cells;
            bool needed = blocks[Block(i / (int)grid.Cells / Channels, cell % grid.Width, cell / grid.Width)] != 0;
            Assert.True(!needed || BitConverter.SingleToInt32Bits(part[i]) == BitConverter.SingleToInt32Bits(whole[i]), $"{part[i]} for {whole[i]} at {i}");
            leftOut += part[i] == Untouched ? 1 : 0;
        }

        Assert.InRange(leftOut, part.Length / 2, part.Length - 1);
    }

    /// <summary>A part is cut to what is near the living, in whole vectors from its left border.</summary>
    [Fact]
    public void Parts_are_cut()
    {
        Area area = new(3, 5, 100, 20);
        using Launcher launcher = new(Devices.Open("cpu"));
        using DeviceArena memory = new(launcher);
        DeviceBuffer<int> blocks = memory.Allocate<int>(Habitat.Count(area, 1));
        Habitat habitat = new(blocks.View, area);
        Assert.Equal(0, habitat.Cut(0, area).Height);
        Assert.False(habitat.Needs(0, area));

        // Columns 35 to 50, rows 13 to 16.
        blocks.Write(launcher.Flush(), 2 * habitat.Across + 2, [1]);
        Assert.Equal(new Area(35, 13, 16, 4), habitat.Cut(0, area));
        Assert.Equal(new Area(19, 12, 48, 6), habitat.Within(1).Cut(0, area));
        Assert.Equal(new Area(3, 5, 100, 20), habitat.Within(50).Cut(0, area));
        Assert.Equal(new Area(67, 10, 16, 10), habitat.Within(17).Cut(0, area with { X = 67, Width = 36, Y = 10, Height = 10 }));
        Assert.False(habitat.Within(16).Needs(0, area with { X = 67, Width = 36 }));
        Assert.True(habitat.Within(17).Needs(0, area with { X = 67, Width = 36 }));
    }

    private static int Block(int species, int x, int y) =>
        (species * Habitat.CountDown(grid) + y / Habitat.BlockHeight) * Habitat.CountAcross(grid) + x / Habitat.BlockWidth;

    // Trunks begin as what is no number, which spreads as far as it is read.
    private static float[] Propose(string device, int kernelSize, int[]? blocks)
    {
        Random random = new(11);
        NetworkLayout layout = new(Species, Channels, Channels, Width: 8, Depth: 2, kernelSize, Groups: Species);
        using Launcher launcher = new(Devices.Open(device));
        using DeviceArena memory = new(launcher);
        GroupedNetworks networks = new(memory, NetworkPlan.Alike(new ResidualArchitecture(layout)));
        ResidualNetwork network = (ResidualNetwork)networks.OfGroups[0];
        ResidualActivations activations = new(memory, network, grid, groupsAtOnce: 2);
        PlaneBuffer input = memory.Planes(Channels, grid);
        PlaneBuffer proposals = memory.Planes(Species * Channels, grid);
        network.Weights.Write(launcher.Flush(), 0, Draw(random, (int)layout.Length));
        network.WeightsChanged();
        input.Write(launcher.Flush(), Draw(random, Channels * (int)grid.Cells));
        proposals.Write(launcher.Flush(), Fill(proposals.Count, Untouched));
        activations.Trunk.Write(launcher.Flush(), Fill(activations.Trunk.Count, float.NaN));
        activations.NextTrunk.Write(launcher.Flush(), Fill(activations.NextTrunk.Count, float.NaN));
        Habitat habitat = default;
        if (blocks is not null)
        {
            DeviceBuffer<int> lived = memory.Allocate<int>(blocks.Length);
            lived.Write(launcher.Flush(), 0, blocks);
            habitat = new Habitat(lived.View, grid);
        }

        activations.Propose(new IndexRun(0, layout.Species), input.Planes, habitat, grid, grid, proposals.Planes);
        return proposals.Read(launcher.Flush(), 0, proposals.Count);
    }

    private static float[] Fill(int planes, float value) => [.. Enumerable.Repeat(value, planes * (int)grid.Cells)];

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
