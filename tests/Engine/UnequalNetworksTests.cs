using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Convolutional;
using GpuEcosystem.Engine.Networks.Logic;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Networks do not see who their neighbours are: among unequal ones each has the bits that it has among its like.</summary>
public class UnequalNetworksTests
{
    private const int Channels = 6;
    private const ulong Seed = 7;

    // The patch touches no edge of the grid: cells outside it exist and must not be seen.
    private static readonly Area grid = new(0, 0, 37, 29);
    private static readonly Area patch = new(5, 7, 19, 15);

    private sealed record Results(float[] Weights, float[] Proposals, float[] PatchProposals, float[] Gradients);

    /// <summary>Groups that are neighbours and such that are not, of all kinds.</summary>
    [Theory]
    [InlineData("cpu", "abacb")]
    [InlineData("cpu:512", "pabpa")]
    [InlineData("cpu:256", "pabpa")]
    [InlineData("cpu:128", "apqab")]
    [InlineData("cpu", "ppaqq")]
    [InlineData("cpu", "gagbh")]
    [InlineData("cpu:128", "hggpa")]
    [InlineData("opencl", "ghbpg")]
    [InlineData("opencl", "apbpa")]
    [InlineData("cuda", "apbpa")]
    public void They_have_the_bits_that_they_have_among_their_like(string device, string kinds)
    {
        NetworkPlan mixed = Plan(kinds);
        Results unequal = Run(device, mixed, dropout: 0);
        Assert.Contains(unequal.Proposals, value => value != 0);
        for (int species = 0; species < kinds.Length; species++)
        {
            NetworkPlan alike = NetworkPlan.Alike(mixed[species]);
            Results equal = Run(device, alike, dropout: 0);
            AssertSame(mixed, unequal, alike, equal, species, species);
        }
    }

    /// <summary>What is dropped from a network does not follow from its neighbours either.</summary>
    [Theory]
    [InlineData("cpu")]
    [InlineData("opencl")]
    public void They_are_dropped_alike(string device)
    {
        NetworkPlan mixed = Plan("aba");
        Results unequal = Run(device, mixed, dropout: 0.3f);
        Assert.NotEqual(Run(device, mixed, dropout: 0).PatchProposals, unequal.PatchProposals);
        foreach (int species in (int[])[0, 1, 2])
        {
            NetworkPlan alike = NetworkPlan.Alike(mixed[species]);
            AssertSame(mixed, unequal, alike, Run(device, alike, dropout: 0.3f), species, species);
        }
    }

    /// <summary>Species in another order, and so in other groups, propose and learn the same.</summary>
    [Theory]
    [InlineData("cpu")]
    [InlineData("opencl")]
    public void Their_order_changes_nothing(string device)
    {
        NetworkPlan mixed = Plan("apgba");
        NetworkPlan other = Plan("pbaga");
        int[] moved = [2, 0, 3, 1, 4];
        Results before = Run(device, mixed, dropout: 0);
        Results after = Run(device, other, dropout: 0, (mixed, before.Weights, moved));
        for (int species = 0; species < moved.Length; species++)
        {
            AssertSame(mixed, before, other, after, species, moved[species]);
        }
    }

    /// <summary>They take no more memory to run and to learn in than the largest group alone.</summary>
    [Fact]
    public void They_take_the_memory_of_the_largest_group()
    {
        using Launcher launcher = new(Devices.Open("cpu"));
        NetworkPlan mixed = Plan("apbcq");
        long weights = 0;
        long largest = mixed.Groups.Max(group =>
        {
            DeviceArena memory = new(launcher, onlyCounts: true);
            DeviceBuffer<float> own = memory.Allocate<float>(group.Length);
            Network network = group.Architecture.Make(memory, own, group.Members);
            weights = memory.Bytes;
            network.MakePass(memory, grid);
            network.MakeLearning(memory, own, patch);
            return memory.Bytes - weights;
        });
        DeviceArena all = new(launcher, onlyCounts: true);
        GroupedNetworks networks = new(all, mixed);
        weights = all.Bytes;
        _ = new GroupedPass(all, networks, grid, grid);
        _ = new GroupedLearning(all, networks, patch);

        // The largest to run in and the largest to learn in may be two; gradients are everybody's.
        Assert.InRange(all.Bytes - weights - sizeof(float) * mixed.Length, largest, 1.3 * largest);
    }

    /// <summary>Weights do not overlap, and each network's lie together in the order of species.</summary>
    [Fact]
    public void Weights_lie_in_order()
    {
        NetworkPlan mixed = Plan("apbpa");
        Assert.Equal([[0, 4], [1, 3], [2]], mixed.Groups.Select(group => group.Members.ToArray()));
        Assert.Equal(5, mixed.Networks);
        Assert.Equal(mixed.Slices.Select(slice => slice.Group).Order(), mixed.Slices.Select(slice => slice.Group));
        WeightSlice[] placed = [.. mixed.Slices.OrderBy(slice => slice.First)];
        Assert.All(placed.Zip(placed.Skip(1)), pair => Assert.True(pair.First.First + pair.First.Count <= pair.Second.First));
        Assert.True(placed[^1].First + placed[^1].Count <= mixed.Length);
        Assert.Equal(Plan("apbpa"), mixed);
        Assert.NotEqual(Plan("apbpb"), mixed);
    }

    private static NetworkPlan Plan(string kinds) => new([.. kinds.Select(kind => ArchitectureOf(kind, kinds.Length))]);

    private static GpuEcosystem.Engine.Networks.Architecture ArchitectureOf(char kind, int species) => kind switch
    {
        'a' => new ResidualArchitecture(new NetworkLayout(species, Channels, Channels, Width: 8, Depth: 2, KernelSize: 3, species)),
        'b' => new ResidualArchitecture(new NetworkLayout(species, Channels, Channels, Width: 24, Depth: 1, KernelSize: 3, species)),
        'c' => new ResidualArchitecture(new NetworkLayout(species, Channels, Channels, Width: 8, Depth: 0, KernelSize: 5, species)),
        'p' => new ConvolutionArchitecture(new ConvolutionLayout(species, Channels, Channels, 8, 2, 3), IsResidual: false),
        'q' => new ConvolutionArchitecture(new ConvolutionLayout(species, Channels, Channels, 16, 1, 5), IsResidual: false),
        'g' => Gates(species, inputBits: 1, width: 24, WireKind.Unique),
        'h' => Gates(species, inputBits: 2, width: 40, WireKind.Random),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such network here"),
    };

    private static GateArchitecture Gates(int species, int inputBits, int width, WireKind wiring)
    {
        BitCode code = new() { Channels = Channels, InputBits = inputBits, OutputBits = 3 };
        return new GateArchitecture(species, code, GateArchitecture.ShapeOf(code, kernels: 2, kernelOutputs: 1, width, depth: 2), wiring);
    }

    private static Results Run(
        string device, NetworkPlan plan, float dropout, (NetworkPlan From, float[] Weights, int[] To)? taken = null)
    {
        using Launcher launcher = new(Devices.Open(device));
        using DeviceArena memory = new(launcher);
        GroupedNetworks networks = new(memory, plan);
        GroupedPass pass = new(memory, networks, grid, grid);
        GroupedLearning learning = new(memory, networks, patch);
        networks.Begin(Seed);
        float[] weights = networks.Draw(Seed);
        if (taken is { } other)
        {
            Array.Clear(weights);
            foreach ((int species, int place) in other.To.Index())
            {
                foreach ((WeightSlice from, WeightSlice to) in SlicesOf(other.From, species).Zip(SlicesOf(plan, place)))
                {
                    other.Weights.AsSpan((int)from.First, from.Count).CopyTo(weights.AsSpan((int)to.First));
                }

                networks.Wires.Write(launcher.Flush(), plan.FirstWire(place), plan[place].DrawWires(species, Seed));
            }
        }

        networks.Weights.Write(launcher.Flush(), 0, weights);
        networks.WeightsChanged();
        networks.WiresChanged();
        PlaneBuffer input = memory.Planes(Channels, grid);
        PlaneBuffer proposals = memory.Planes(plan.Species * Channels, grid);
        PlaneBuffer patchProposals = memory.Planes(plan.Species * Channels, patch);
        PlaneBuffer upstream = memory.Planes(plan.Species * Channels, patch);
        input.Write(launcher.Flush(), Noise(Channels, grid, _ => 0));

        // Each species' own, wherever it stands.
        int[] who = taken is { } moved ? [.. Enumerable.Range(0, plan.Species).Select(place => Array.IndexOf(moved.To, place))] : [.. Enumerable.Range(0, plan.Species)];
        upstream.Write(launcher.Flush(), Noise(plan.Species * Channels, patch, plane => 1 + who[plane / Channels] * Channels + plane % Channels));
        pass.Propose(input.Planes, default, grid, grid, proposals.Planes);
        learning.Forward(input.Planes, patch, patchProposals.Planes, dropout, worldSeed: 3, worldStep: 4);
        learning.Backward(input.Planes, upstream.Planes);
        return new Results(
            weights,
            proposals.Read(launcher.Flush(), 0, proposals.Count),
            patchProposals.Read(launcher.Flush(), 0, patchProposals.Count),
            learning.Gradients.ReadAll(launcher.Flush()));
    }

    private static float[] Noise(int planes, Area area, Func<int, int> seedOf) =>
        [.. Enumerable.Range(0, planes).SelectMany(plane =>
        {
            Random random = new(1000 * seedOf(plane) + (seedOf(plane) == 0 ? plane : 0));
            return Enumerable.Range(0, (int)area.Cells).Select(_ => 2 * random.NextSingle() - 1);
        })];

    private static IEnumerable<WeightSlice> SlicesOf(NetworkPlan plan, int species) => plan.Slices.Where(slice => slice.Group == species);

    private static void AssertSame(NetworkPlan plan, Results one, NetworkPlan otherPlan, Results other, int species, int otherSpecies)
    {
        Assert.Equal(Planes(one.Proposals, grid, species), Planes(other.Proposals, grid, otherSpecies));
        Assert.Equal(Planes(one.PatchProposals, patch, species), Planes(other.PatchProposals, patch, otherSpecies));
        Assert.Equal(Weights(plan, one.Weights, species), Weights(otherPlan, other.Weights, otherSpecies));
        Assert.Equal(Weights(plan, one.Gradients, species), Weights(otherPlan, other.Gradients, otherSpecies));
        Assert.Contains(Weights(plan, one.Gradients, species), bits => bits != 0);
    }

    private static int[] Planes(float[] values, Area area, int species) =>
        Bits(values.AsSpan(species * Channels * (int)area.Cells, Channels * (int)area.Cells));

    private static int[] Weights(NetworkPlan plan, float[] values, int species) =>
        [.. SlicesOf(plan, species).SelectMany(slice => Bits(values.AsSpan((int)slice.First, slice.Count)))];

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        int[] bits = new int[values.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        }

        return bits;
    }
}
