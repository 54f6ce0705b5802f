using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Logic;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Species whose networks are circuits of gates.</summary>
public class LogicSpeciesTests
{
    private static readonly EcosystemParameters alone = LogicWorlds.Tiny with
    {
        NetworkKind = NetworkKind.Logic, Kernels = 2, GridWidth = 21, GridHeight = 13, LearnInterval = 0,
    };

    /// <summary>With gates decided, what a species proposes is its circuit's bits, one cell and gate at a time.</summary>
    [Theory]
    [InlineData("cpu", 1, 3, false)]
    [InlineData("cpu:128", 2, 1, true)]
    [InlineData("opencl", 3, 5, true)]
    public void Proposals_are_the_bits_of_the_decided_circuit(string device, int inputBits, int outputBits, bool aliveVisible)
    {
        EcosystemParameters parameters = alone with { InputBits = inputBits, OutputBits = outputBits, AliveVisible = aliveVisible, GateWidth = 60 };
        using World world = new(Devices.Open(device), parameters);
        Random random = new(3);
        int cells = parameters.GridWidth * parameters.GridHeight;
        float[] grid = [.. Enumerable.Range(0, (4 + parameters.Channels) * cells).Select(_ => 2 * random.NextSingle() - 1)];
        float[] logits = [.. Enumerable.Range(0, world.ReadWeights().Length).Select(_ => random.NextSingle())];
        world.LoadGrid(grid);
        world.LoadWeights(0, logits);
        world.ProposeEverywhere();
        float[] proposals = world.ReadProposals();

        NetworkPlan plan = parameters.Networks;
        byte[] bits = BitsOf(parameters, grid, cells);
        for (int species = 0; species < parameters.Species; species++)
        {
            GateArchitecture architecture = (GateArchitecture)plan[species];
            CircuitWires wires = GateWiring.Read(architecture.DrawWires(species, parameters.Seed), architecture.Shape, species + 1);
            Circuit circuit = Circuit.Likeliest(
                architecture.Shape, wires, logits.AsSpan(species * (int)architecture.Logits, (int)architecture.Logits));
            byte[] answers = AnswersOf(circuit, bits, parameters.GridWidth, cells);
            for (int channel = 0; channel < parameters.Channels; channel++)
            {
                for (int cell = 0; cell < cells; cell++)
                {
                    int ones = Enumerable.Range(0, outputBits).Sum(bit => answers[(channel * outputBits + bit) * cells + cell]);
                    Assert.Equal(2.0 * ones / outputBits - 1, proposals[(species * parameters.Channels + channel) * cells + cell], 1e-6);
                }
            }
        }
    }

    /// <summary>Wires follow from the seed and the species, not from the device or from who else there is.</summary>
    [Fact]
    public void Wires_are_the_same_on_each_device()
    {
        float[][] wires = [.. ((string[])["cpu", "opencl", "simulated"]).Select(device =>
        {
            using World world = new(Devices.Open(device), alone);
            return ReadWires(world);
        })];
        Assert.Equal(wires[0], wires[1]);
        Assert.Equal(wires[0], wires[2]);
        int ofOne = wires[0].Length / 3;
        Assert.NotEqual(wires[0][..ofOne], wires[0][ofOne..(2 * ofOne)]);
        using World mixed = new(Devices.Open("cpu"), LogicWorlds.Tiny);
        Assert.Equal(wires[0][ofOne..(2 * ofOne)], ReadWires(mixed));
        using World other = new(Devices.Open("cpu"), LogicWorlds.Tiny with { Seed = 6 });
        Assert.NotEqual(ReadWires(mixed), ReadWires(other));
    }

    /// <summary>A world's other wires are another state, and those that lead nowhere are refused.</summary>
    [Fact]
    public void Wires_are_state()
    {
        using World world = new(Devices.Open("cpu"), LogicWorlds.Tiny);
        string before = world.StateHash();
        float[] wires = ReadWires(world);
        (wires[0], wires[1]) = (wires[1], wires[0]);
        world.LoadWires(wires);
        Assert.NotEqual(before, world.StateHash());
        foreach (float wrong in (float[])[9, -1, 0.5f, float.NaN])
        {
            wires[0] = wrong;
            UserException refused = Assert.Throws<UserException>(() => world.LoadWires(wires));
            Assert.Equal(
                FormattableString.Invariant($"wires of species 2 lead from input {wrong} of perceive0, whose inputs are 0 to 8"), refused.Message);
        }

        using World plain = new(Devices.Open("cpu"), LearningWorlds.Tiny);
        Assert.DoesNotContain(plain.Body.State, part => part.Name == "wires");
    }

    /// <summary>Gates and wires of a species survive another grid and a change of somebody else's network, and a copy has them.</summary>
    [Fact]
    public void Gates_and_wires_stay_with_a_species()
    {
        using World world = new(Devices.Open("cpu"), LogicWorlds.Tiny);
        world.Run(6);
        (float[] wires, float[] logits) = (ReadWires(world), LogitsOf(world));
        world.Change(world.Parameters.Ecosystem().Set("GridWidth=17"));
        Assert.Equal(wires, ReadWires(world));
        world.Change(world.Parameters.Ecosystem().Set("NetworkKind[1]=Logic"));
        Assert.Equal(wires, ReadWires(world)[^wires.Length..]);
        Assert.Equal(logits, LogitsOf(world));
        using World copy = world.Copy();
        world.Run(3);
        copy.Run(3);
        Assert.Equal(world.StateHash(), copy.StateHash());
        Assert.NotEqual(logits, LogitsOf(world));
    }

    /// <summary>Whether its gates are decided or mixtures may change at any time, and changes what it does.</summary>
    [Fact]
    public void Mode_and_temperature_are_live()
    {
        using World world = new(Devices.Open("cpu"), LogicWorlds.Tiny with { PassLogit = 1 });
        float[] Propose(string change)
        {
            world.Change(world.Parameters.Ecosystem().Set(change));
            world.ProposeEverywhere();
            int ofOne = world.ReadProposals().Length / 3;
            return world.ReadProposals()[ofOne..(2 * ofOne)];
        }

        float[] hard = Propose("GateTemperature=1");
        Assert.All(hard, value => Assert.Equal(1, MathF.Abs(3 * value) % 2, 1e-5f));
        Assert.Equal(hard, Propose("GateTemperature=0.5"));
        float[] soft = Propose("GateMode=Soft");
        Assert.NotEqual(hard, soft);
        Assert.NotEqual(soft, Propose("GateTemperature=1"));
        Assert.Equal(hard, Propose("GateMode=StraightThrough"));
    }

    /// <summary>Against two networks it holds more with lessons than its twin without.</summary>
    [Fact]
    public void It_gains_territory_by_learning()
    {
        EcosystemParameters parameters = (EcosystemParameters.Default with
        {
            Species = 3, GridWidth = 32, GridHeight = 32, StateChannels = 8, HiddenChannels = 2, NetworkWidth = 8, NetworkDepth = 1,
            GateWidth = 64, GateDepth = 3, TrainRegion = 100, Objective = ObjectiveKind.OwnGrowth, Seed = 2,
        }).Set("NetworkKind[1]=Logic");
        double learning = Share(parameters);
        double frozen = Share(parameters with { Learns = new PerSpecies<bool>(true).With(1, false) });
        Assert.True(learning > 1.5 * frozen + 0.02, $"{learning:0.000} with lessons, {frozen:0.000} without");

        static double Share(EcosystemParameters parameters)
        {
            using World world = new(Devices.Open("cpu"), parameters);
            world.Run(200);
            double share = 0;
            for (int i = 0; i < 20; i++)
            {
                world.Run(5);
                share += world.Observe().Populations[1] / parameters.GridWidth / parameters.GridHeight / 20;
            }

            return share;
        }
    }

    /// <summary>A species that becomes one learns as gates do, unless somebody set otherwise for it, and back.</summary>
    [Fact]
    public void It_learns_as_gates_do()
    {
        EcosystemParameters mine = EcosystemParameters.Default.Set("LearningRate=0.001").Set("Optimizer[3]=Momentum");
        EcosystemParameters logic = mine.Set("NetworkKind[2]=Logic").Set("NetworkKind[3]=Logic");
        Assert.Equal((OptimizerKind.Adam, 0.02f, 0.99f), Learns(logic, 2));
        Assert.Equal((OptimizerKind.Momentum, 0.02f, 0.99f), Learns(logic, 3));
        Assert.Equal((OptimizerKind.SGD, 0.001f, 0.999f), Learns(logic, 1));
        Assert.Equal(mine, logic.Set("NetworkKind[2]=Plain").Set("NetworkKind[3]=Residual").Set("NetworkKind[2]=Residual"));
        EcosystemParameters all = EcosystemParameters.Default.Set("NetworkKind=Logic");
        Assert.Equal((OptimizerKind.Adam, 0.02f, 0.99f), Learns(all, 5));
        Assert.Equal((OptimizerKind.Adam, 0.02f, 0.99f), Learns(all.Set("Species=7"), 7));
        all.Set("Species=3").Validate();
        Assert.Equal(0.0007f, all.LearningRate.Default);
        Assert.Equal(EcosystemParameters.Default, all.Set("Species=2").Set("NetworkKind=Residual").Set("Species=5"));
        Assert.Empty(logic.Doubts);
        Assert.Equal(
            "species 2 is Logic, and SGD changes hardly any of its gates; Optimizer[2]=Adam with LearningRate[2]=0.02 does",
            Assert.Single(logic.Set("Optimizer[2]=SGD").Doubts));
        Assert.Empty(logic.Set("Optimizer[2]=SGD").Set("Learns[2]=false").Doubts);

        static (OptimizerKind, float, float) Learns(EcosystemParameters parameters, int species) =>
            (parameters.Optimizer[species], parameters.LearningRate[species], parameters.OptimizerConstantsOf(species).SecondDecay);
    }

    /// <summary>Sizes that no circuit can have are refused, with the reason.</summary>
    [Theory]
    [InlineData("OutputBits[2]=2", "OutputBits of species 2 must be odd, so that no vector has length 0; 2 is not")]
    [InlineData("GateWidth[2]=4", "species 2 cannot have wires of its own for each of 21 gates, since 4 inputs make 6 pairs; choose a larger GateWidth, or UpdateWires Random")]
    [InlineData("Dropout=0.1", "Dropout is for Residual networks alone, and species 2 is Logic; set Dropout to 0, or NetworkKind to Residual")]
    public void What_cannot_be_is_refused(string change, string reason) =>
        Assert.Equal(reason, Assert.Throws<UserException>(() => LogicWorlds.Tiny.Set(change).Validate()).Message);

    /// <summary>Layers come between where one would not read all of the layer before.</summary>
    [Fact]
    public void Layers_come_between()
    {
        ImmutableArray<int> layers = NetworkKinds.ShapeOf(EcosystemParameters.Default.Set("GateDepth=1").Set("GateWidth=20").Set("OutputBits=1"), 1).UpdateLayers;
        Assert.Equal([85, 43, 22, 20, 34], layers);
        Assert.Equal([128, 128, 128, 128, 102], NetworkKinds.ShapeOf(EcosystemParameters.Default, 1).UpdateLayers);
        Assert.Equal(2040 + 614, EcosystemParameters.Default.Set("NetworkKind=Logic").Networks.Sizes[0].Operations);
    }

    private static float[] ReadWires(World world) => world.Body.Species.Networks.Wires.ReadAll(world.Launcher.Flush());

    private static float[] LogitsOf(World world)
    {
        float[] weights = world.ReadWeights();
        return [.. world.Parameters.Ecosystem().Networks.Slices.Where(slice => slice.Group == 1)
            .SelectMany(slice => weights.Skip((int)slice.First).Take(slice.Count))];
    }

    // Bits of all planes, [plane][cell], from a grid of aliveness and channels.
    private static byte[] BitsOf(EcosystemParameters p, float[] grid, int cells)
    {
        int entities = p.Species + 1;
        IEnumerable<byte> alive = p.AliveVisible ? grid.Take(entities * cells).Select(value => (byte)(value > 0.1f ? 1 : 0)) : [];
        IEnumerable<byte> state =
            from channel in Enumerable.Range(0, p.Channels)
            from bit in Enumerable.Range(1, p.InputBits[1])
            from cell in Enumerable.Range(0, cells)
            select (byte)(grid[(entities + channel) * cells + cell] > 2.0 * bit / (p.InputBits[1] + 1) - 1 ? 1 : 0);
        return [.. alive, .. state];
    }

    // The circuit answers other planes than it reads, so each cell's neighbourhood is looked at as a grid of its own.
    private static byte[] AnswersOf(Circuit circuit, byte[] bits, int width, int cells)
    {
        byte[] answers = new byte[circuit.Shape.Outputs * cells];
        for (int cell = 0; cell < cells; cell++)
        {
            byte[] near = [.. Enumerable.Range(0, circuit.Shape.Inputs).SelectMany(plane => Enumerable.Range(0, 9).Select(place =>
            {
                (int y, int x) = (cell / width + place / 3 - 1, cell % width + place % 3 - 1);
                return y >= 0 && y < cells / width && x >= 0 && x < width ? bits[plane * cells + y * width + x] : (byte)0;
            }))];
            foreach ((int index, byte answer) in ReferenceCircuit.Answer(circuit, near).Index())
            {
                answers[index * cells + cell] = answer;
            }
        }

        return answers;
    }
}
