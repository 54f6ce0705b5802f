using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Tests.Engine.LogicCircuit;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>What is on the wires of a cell's circuit is what makes the cell's next bits.</summary>
public class InspectedCircuitTests
{
    private const byte Xor = 6;

    /// <summary>Of a world of bits, in every cell, at borders that meet and at others.</summary>
    [Theory]
    [InlineData("cpu", true)]
    [InlineData("cpu", false)]
    [InlineData("opencl", false)]
    public void Answers_are_the_next_bits(string device, bool periodic)
    {
        LogicCircuitParameters parameters = CircuitWorlds.Small with { LearnInterval = 0, Periodic = periodic, GridHeight = 8 };
        using World world = new(Devices.Open(device), parameters);
        world.Become(RandomCircuit(world.Circuit(), seed: 4));
        world.Step(2);
        int cells = parameters.GridWidth * parameters.GridHeight;
        CellCircuit[] circuits =
            [.. Enumerable.Range(0, cells).Select(cell => world.Inspect(cell % parameters.GridWidth, cell / parameters.GridWidth).Circuit!)];
        world.Step();
        byte[] next = world.ReadBits();
        Assert.InRange(next.Count(bit => bit == 1), 1, next.Length - 1);
        for (int cell = 0; cell < cells; cell++)
        {
            Assert.Equal([next[cell] == 1, next[cells + cell] == 1], AnswersOf(circuits[cell]));
        }
    }

    /// <summary>Of a species whose brain is a circuit, in every cell that it holds: its answers are what it proposes there.</summary>
    [Theory]
    [InlineData(1, 3, false)]
    [InlineData(2, 1, true)]
    public void Answers_are_what_the_species_proposes(int inputBits, int outputBits, bool aliveVisible)
    {
        EcosystemParameters parameters = LogicWorlds.Tiny with
        {
            InputBits = inputBits, OutputBits = outputBits, AliveVisible = aliveVisible, LearnInterval = 0, GridWidth = 13, GridHeight = 9,
        };
        using World world = new(Devices.Open("cpu"), parameters);
        Random random = new(8);
        int cells = parameters.GridWidth * parameters.GridHeight;
        world.LoadGrid([.. Enumerable.Range(0, (4 + parameters.Channels) * cells).Select(_ => 2 * random.NextSingle() - 1)]);
        world.LoadWeights(0, [.. world.ReadWeights().Select(_ => random.NextSingle())]);
        world.ProposeEverywhere();
        float[] proposals = world.ReadProposals();
        int looked = 0;
        for (int cell = 0; cell < cells; cell++)
        {
            CellInspection inspection = world.Inspect(cell % parameters.GridWidth, cell / parameters.GridWidth);
            Assert.Equal(inspection.Winner == 2, inspection.Circuit is not null);
            if (inspection.Circuit is CellCircuit circuit)
            {
                looked++;
                bool[] answers = AnswersOf(circuit);
                for (int channel = 0; channel < parameters.Channels; channel++)
                {
                    int ones = answers.Skip(channel * outputBits).Take(outputBits).Count(bit => bit);
                    Assert.Equal(2.0 * ones / outputBits - 1, proposals[(parameters.Channels + channel) * cells + cell], 1e-6);
                }
            }
        }

        Assert.InRange(looked, 10, cells - 10);
    }

    /// <summary>A circuit is reduced and arranged once, until one of its gates is another.</summary>
    [Fact]
    public void A_circuit_is_drawn_once()
    {
        using World bits = new(Devices.Open("cpu"), CircuitWorlds.Small with { LearnInterval = 0 });
        DrawnCircuit first = DrawingIn(bits);
        bits.Step(3);
        Assert.Same(first, DrawingIn(bits));
        bits.Become(RandomCircuit(bits.Circuit(), seed: 4));
        Assert.NotSame(first, DrawingIn(bits));

        using World species = new(Devices.Open("cpu"), LogicWorlds.Tiny with { NetworkKind = NetworkKind.Logic });
        float[] weights = species.ReadWeights();
        Fill(species);
        first = DrawingIn(species);
        weights[3] += 1;
        species.LoadWeights(0, weights);
        Assert.Same(first, DrawingIn(species));
        weights[0] = 100;
        species.LoadWeights(0, weights);
        Assert.NotSame(first, DrawingIn(species));
    }

    /// <summary>Of a circuit of very many operations one hears how many there are.</summary>
    [Fact]
    public void Large_circuits_are_counted()
    {
        LogicCircuitParameters parameters = CircuitWorlds.Small with
        {
            LearnInterval = 0, HiddenChannels = 16, UpdateLayers = GateLayers.Parse("128x4, 64, 32"), GridHeight = 8,
        };
        using World world = new(Devices.Open("cpu"), parameters);
        Circuit first = world.Circuit();
        world.Become(new Circuit(first.Shape, first.Wires, [.. first.Gates.Select(_ => Xor)]));
        CellCircuit circuit = world.Inspect(1, 1).Circuit!;
        Assert.True(circuit.Drawing.Network.Gates.Length > DrawnCircuit.MostOperations);
        Assert.Null(circuit.Drawing.Plan);
        Assert.Empty(circuit.Lit);
    }

    private static bool[] AnswersOf(CellCircuit circuit) => [.. circuit.Drawing.Network.Outputs.Select(node => circuit.Lit[node])];

    private static DrawnCircuit DrawingIn(World world) => world.Inspect(3, 2).Circuit!.Drawing;

    private static Circuit RandomCircuit(Circuit like, int seed)
    {
        Random random = new(seed);
        return new Circuit(like.Shape, like.Wires, [.. like.Gates.Select(_ => (byte)random.Next(Gates.Count))]);
    }

    // The first species holds every cell.
    private static void Fill(World world)
    {
        float[] grid = world.ReadGrid();
        int cells = world.Parameters.GridWidth * world.Parameters.GridHeight;
        Array.Clear(grid, 0, 4 * cells);
        Array.Fill(grid, 1, cells, cells);
        world.LoadGrid(grid);
    }
}
