using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>Who does not learn costs no way back, and changes nothing for who does.</summary>
public class DishLearnersTests
{
    private static readonly PetriDishParameters dish = Small(PetriDishParameters.Default);

    /// <summary>Devices, and rules.</summary>
    public static TheoryData<string, ContestKind> Rules =>
        new MatrixTheoryData<string, ContestKind>(Devices.Fast.Select(row => (string)row), Enum.GetValues<ContestKind>());

    /// <summary>Gradients and updates of the first epoch have the same bits whoever else learns.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Others_learn_the_same(string device, ContestKind kind)
    {
        PetriDishParameters all = Small(kind == ContestKind.Duel ? PetriDishParameters.DefaultDuel : PetriDishParameters.Default);
        using World whole = new(Devices.Open(device), all, rowsPerBand: 9);
        using World part = new(Devices.Open(device), all with { Learns = all.Learns.With(2, false) }, rowsPerBand: 9);
        float[] start = part.ReadWeights();
        Run(whole, 3);
        Run(part, 3);

        Assert.Equal(whole.ReadGrid(), part.ReadGrid());
        foreach ((int species, Range weights) in Slices(all.Layout))
        {
            float[] expected = species == 2 ? new float[Gradients(part)[weights].Length] : Gradients(whole)[weights];
            Assert.Equal(expected, Gradients(part)[weights]);
            Assert.Contains(Gradients(whole)[weights], slope => slope != 0);
            Assert.Equal(species == 2 ? start[weights] : whole.ReadWeights()[weights], part.ReadWeights()[weights]);
        }
    }

    /// <summary>Where all species share all networks, those that learn need the others' way back.</summary>
    [Fact]
    public void Interleaved_networks_learn_through_each_other()
    {
        PetriDishParameters all = dish with { Coupling = Coupling.Interleaved };
        using World whole = new(Devices.Open("cpu"), all);
        using World part = new(Devices.Open("cpu"), all with { Learns = all.Learns.With(2, false) });
        Run(whole, 3);
        Run(part, 3);

        Assert.Equal(Gradients(whole), Gradients(part));
    }

    /// <summary>One who stops learning has no gradient any more, and one who begins again has it again.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Learning_stops_and_begins_again(string device)
    {
        PetriDishParameters still = dish with { LearningRate = new(0f), GridWidth = 30 };
        using World world = new(Devices.Open(device), still);
        Run(world, 3);
        world.Change(still with { Learns = new(false) });
        Run(world, 3);
        Assert.All(Gradients(world), slope => Assert.Equal(0, slope));
        Assert.All(world.Observe().GradientNorms!, norm => Assert.Equal(0, norm));
        world.Change(still with { Learns = new PerSpecies<bool>(false).With(3, true) });
        Run(world, 3);
        using World always = new(Devices.Open(device), still);
        Run(always, 9);

        foreach ((int species, Range weights) in Slices(still.Layout))
        {
            float[] all = Gradients(always)[weights];
            Assert.Equal(species == 3 ? all : new float[all.Length], Gradients(world)[weights]);
        }
    }

    /// <summary>Where nobody learns, cells do what they do at a rate of 0, and nothing is on the tape.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Nobody_needs_no_tape(string device)
    {
        using World nobody = new(Devices.Open(device), dish with { Learns = new(false) });
        using World still = new(Devices.Open(device), dish with { LearningRate = new(0f) });
        Run(nobody, 8);
        Run(still, 8);

        Assert.Equal(still.ReadGrid(), nobody.ReadGrid());
        Assert.Equal(still.Observe().Loss, nobody.Observe().Loss);
        Assert.Equal((8 % 3, 0), (Body(nobody).Clock.Step, Body(nobody).Clock.Step - Body(nobody).Clock.TapeStart));
        Assert.Equal(1, Body(still).Clock.Step - Body(still).Clock.TapeStart);
    }

    /// <summary>Who begins to learn on the tape learns through the steps from there on.</summary>
    [Fact]
    public void A_tape_begins_where_somebody_learns()
    {
        using World late = new(Devices.Open("cpu"), dish with { Learns = new(false) });
        using World shorter = new(Devices.Open("cpu"), dish with { UnrollSteps = 1 });
        Run(late, 2);
        late.Change(dish);
        Run(late, 1);
        Run(shorter, 3);

        Assert.Contains(Gradients(shorter), slope => slope != 0);
        Assert.Equal(Gradients(shorter), Gradients(late));
    }

    /// <summary>An epoch launches the way back for those who learn alone.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 2, 0)]
    [InlineData(2, 0, 4, 0)]
    [InlineData(3, 0, 2, 0)]
    [InlineData(0, 1, 1, 1)]
    [InlineData(3, 1, 2, 1)]
    public void The_way_back_is_as_short_as_can_be(int learners, int sunInterval, int contests, int suns)
    {
        // 1: the second species; 2: the first and the last, who do not stand in a row; 3: all.
        PerSpecies<bool> learns = learners switch
        {
            0 => new(false),
            1 => new PerSpecies<bool>(false).With(2, true),
            2 => new PerSpecies<bool>(true).With(2, false),
            _ => new(true),
        };
        using World world = new(Devices.Open("cpu"), dish with { Learns = learns, SunInterval = sunInterval });
        Run(world, 3);
        using LaunchLog log = new();
        world.Launcher.Log = log;
        Run(world, 3);
        world.Launcher.Log = null;
        int Launches(Type operation) => log.Launches.Count(launch => launch.Operation == operation.Name);

        Assert.Equal(contests, Launches(typeof(ContestGradient)));
        Assert.Equal(suns, Launches(typeof(SunGradient)));
        int networks = learners switch { 0 => 0, 2 => 2, _ => 1 };
        Assert.Equal(2 * networks * dish.Layout.Layers, Launches(typeof(ConvolutionWeightGradient)));
    }

    private static PetriDishParameters Small(PetriDishParameters start) => start with
    {
        Species = 3,
        GridWidth = 19,
        GridHeight = 14,
        StateChannels = 4,
        HiddenChannels = 4,
        HiddenShare = 0.5f,
        NetworkWidth = 8,
        NetworkDepth = 1,
        AliveVisible = true,
        LearnInterval = 3,
        UnrollSteps = 2,
        ClipTogether = false,
        LearningRate = new(0.01f),
        Optimizer = new(OptimizerKind.Adam),
        SeedsPerSpecies = 3,
        BatchWorlds = 2,
        PoolWorlds = 2,
    };

    // Each network's part of a layer.
    private static IEnumerable<(int Species, Range Weights)> Slices(ConvolutionLayout layout) =>
        from layer in Enumerable.Range(0, layout.Layers)
        from species in Enumerable.Range(0, layout.Species)
        let count = (int)layout.LayerLength(layer) / layout.Species
        let first = (int)layout.LayerOffset(layer) + species * count
        select (species + 1, first..(first + count));

    private static void Run(World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        world.Finish();
    }

    private static PetriDishBody Body(World world) => (PetriDishBody)world.Body;

    private static float[] Gradients(World world) => Body(world).Learning!.Gradients.ReadAll(world.Launcher.Flush());
}
