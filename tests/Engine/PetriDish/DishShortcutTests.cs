using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>What networks leave out, and what the way back computes again in place of keeping it, changes no bit.</summary>
public class DishShortcutTests
{
    private const int EpochSteps = 4;

    /// <summary>Vectors, rules, whose proposals networks make, and rows of a band.</summary>
    public static TheoryData<string, ContestKind, Coupling, int?> Networks
    {
        get
        {
            TheoryData<string, ContestKind, Coupling, int?> networks = [];
            foreach (ContestKind kind in Enum.GetValues<ContestKind>())
            {
                networks.Add("cpu", kind, Coupling.Independent, null);
                networks.Add("cpu", kind, Coupling.Independent, 17);
                networks.Add("cpu:128", kind, Coupling.Independent, null);
                networks.Add("cpu", kind, Coupling.Interleaved, null);
            }

            return networks;
        }
    }

    /// <summary>Devices, rules, and steps of an epoch that are learned through.</summary>
    public static TheoryData<string, ContestKind, int> Tapes =>
        new MatrixTheoryData<string, ContestKind, int>([.. Devices.Fast.Select(row => (string)row)], Enum.GetValues<ContestKind>(), [2, 3, 4]);

    /// <summary>Worlds whose networks compute every cell go the same way, and learn the same from it.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void What_is_left_out_changes_no_bit(string device, ContestKind kind, Coupling coupling, int? rowsPerBand)
    {
        // Networks that make everybody's proposals leave out only what is far from everybody.
        PetriDishParameters parameters = coupling == Coupling.Independent
            ? Rules(kind)
            : Rules(kind) with { Coupling = coupling, Species = 2, GridHeight = 100 };
        using World some = new(Devices.Open(device), parameters, rowsPerBand);
        using World all = new(Devices.Open(device), parameters, rowsPerBand);
        Body(all).Dynamics.LeavesOut = false;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            Run(some, EpochSteps);
            Run(all, EpochSteps);
            Assert.Equal(Bits(Read(all, Body(all).Learning!.Gradients)), Bits(Read(some, Body(some).Learning!.Gradients)));
            Assert.Equal(all.StateHash(), some.StateHash());
            AssertLeavesOut(some, all);
        }
    }

    /// <summary>A step that is taken again on the way back makes what it made before, and the way back ends with the first one taped.</summary>
    [Theory]
    [MemberData(nameof(Tapes))]
    public void What_is_computed_again_is_the_same(string device, ContestKind kind, int unrolled)
    {
        using World world = new(Devices.Open(device), Rules(kind) with { UnrollSteps = unrolled, GridWidth = 21, GridHeight = 18 });
        PetriDishBody body = Body(world);

        // Where cells are left out lies what was there before.
        body.Dynamics.LeavesOut = false;
        List<float[]> grids = [];
        List<float[]> proposals = [];
        for (int step = 1; step < EpochSteps; step++)
        {
            Run(world, 1);
            grids.Add(world.ReadGrid());
            proposals.Add(Read(world, body.Dynamics.Proposals));
        }

        Run(world, 1);
        int first = EpochSteps - unrolled;
        Assert.Equal(Bits(proposals[first]), Bits(Read(world, body.Dynamics.Proposals)));
        body.Cells.Grid.Turn();
        Assert.Equal(Bits(grids[first]), Bits(world.ReadGrid()));
        Assert.All(proposals[(first + 1)..], later => Assert.NotEqual(later, proposals[first]));
    }

    /// <summary>The way back is the same whether the tape has room for more steps or not.</summary>
    [Theory]
    [InlineData(ContestKind.PetriDish)]
    [InlineData(ContestKind.Duel)]
    public void A_longer_tape_changes_no_bit(ContestKind kind)
    {
        // Epochs of one step, of two, and if there is room of three.
        PetriDishParameters growing = Rules(kind) with { BurnInIncrement = 1, BurnInEpochs = 1, GridWidth = 21, GridHeight = 18 };
        using World shorter = new(Devices.Open("cpu"), growing with { LearnInterval = 2, UnrollSteps = 2 });
        using World longer = new(Devices.Open("cpu"), growing with { LearnInterval = 4, UnrollSteps = 4 });
        Run(shorter, 3);
        Run(longer, 3);
        Assert.Equal(2 * Body(shorter).Learning!.Tape.Count, Body(longer).Learning!.Tape.Count);
        Assert.Equal(Bits(shorter.ReadWeights()), Bits(longer.ReadWeights()));
        Assert.Equal(Bits(shorter.ReadGrid()), Bits(longer.ReadGrid()));
        Run(shorter, 3);
        Run(longer, 3);
        Assert.NotEqual(shorter.ReadWeights(), longer.ReadWeights());
    }

    // On the way there cells hold other proposals; on the way back there are tiles to leave out even in the layer that reaches farthest.
    private static void AssertLeavesOut(World some, World all)
    {
        PetriDishBody body = Body(some);
        float[] computed = Read(all, Body(all).Dynamics.Proposals);
        float[] present = Read(some, body.Dynamics.Proposals);
        Assert.InRange(computed.Where((value, i) => value != present[i]).Count(), computed.Length / 10, computed.Length);

        ConvolutionLayout layout = body.Shape.Layout;
        WorldTiling tiles = JoinedRows.Cut(body.Shape.Worlds, body.Shape.Worlds.Grid, layout.KernelSize);
        Habitat near = body.Dynamics.Habitat.Within((layout.Depth + 1) * (layout.KernelSize / 2));
        int needed = Enumerable.Range(0, layout.Species * tiles.Count)
            .Count(i => near.Needs(i / tiles.Count, tiles[i % tiles.Count]));
        Assert.InRange(needed, 1, layout.Species * tiles.Count * 3 / 4);
    }

    private static PetriDishParameters Rules(ContestKind kind) =>
        (kind == ContestKind.Duel ? PetriDishParameters.DefaultDuel : PetriDishParameters.Default) with
        {
            Species = 5,
            GridWidth = 72,
            GridHeight = 60,
            StateChannels = 4,
            HiddenChannels = 3,
            NetworkWidth = 8,
            NetworkDepth = 1,
            LearnInterval = EpochSteps,
            UnrollSteps = 3,
            LearningRate = new(0.01f),
            Optimizer = new(OptimizerKind.Adam),
            SunInterval = 1,
            SeedsPerSpecies = 1,
            BatchWorlds = 2,
            PoolWorlds = 3,
        };

    private static PetriDishBody Body(World world) => (PetriDishBody)world.Body;

    private static void Run(World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        world.Finish();
    }

    private static float[] Read(World world, DeviceBuffer<float> buffer) => buffer.ReadAll(world.Launcher.Flush());

    private static float[] Read(World world, PlaneBuffer planes) => planes.Read(world.Launcher.Flush(), 0, planes.Count);

    private static int[] Bits(float[] numbers) => Array.ConvertAll(numbers, BitConverter.SingleToInt32Bits);
}
