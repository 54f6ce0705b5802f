using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine.LogicCircuit;

/// <summary>Worlds of bits live by the circuit that learns beside them.</summary>
public class LogicWorldTests
{
    /// <summary>The preset comes to know Life in as many updates as the circuit that ships took, and becomes that very circuit.</summary>
    [Fact]
    public void Life_is_learned_from_nothing()
    {
        LogicCircuitParameters parameters = (LogicCircuitParameters)PresetCatalogue.Load("logic-life").Parameters;
        using World world = new(Devices.Open("cpu"), parameters with { GridWidth = 40, GridHeight = 40 });
        world.Step(800);
        CircuitMetrics early = world.Observe().Circuit!;
        Assert.True(early.HardLoss > 0);
        Assert.True(MistakesOf(world.Circuit(), LifeRule.Life) > 0);

        world.Step(1200);
        Metrics late = world.Observe();
        StoredCircuit shipped = CircuitFile.Read(LearnedCircuits.FileOf("life"));
        Assert.Equal(0, late.Circuit!.HardLoss);
        Assert.InRange(late.Loss!.Value, 0, 0.1f);
        Assert.Equal(2000, late.Circuit.Updates);
        StoredCircuit learned = world.ReadCircuit()!;
        Assert.Equal(shipped.Circuit.Gates, learned.Circuit.Gates);
        Assert.Equal(shipped.Circuit.Wires, learned.Circuit.Wires);
        Assert.Equal(0, MistakesOf(shipped.Circuit, LifeRule.Life));
    }

    /// <summary>Steps of the running world are the circuit's by definition, whatever else somebody looks at in between.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void The_world_lives_by_the_circuit(bool periodic, bool asynchronous)
    {
        LogicCircuitParameters parameters = CircuitWorlds.Small with { LearnInterval = 0, Periodic = periodic, Asynchronous = asynchronous };
        using World world = new(Devices.Open("cpu"), parameters);
        world.Become(RandomCircuit(world.Circuit()));
        byte[] expected = world.ReadBits();
        Assert.InRange(expected.Count(bit => bit == 1), expected.Length / 3, expected.Length / 3 * 2);
        for (int step = 0; step < 7; step++)
        {
            world.Step();
            byte[] before = expected;
            long now = step;
            expected = ReferenceCircuit.Step(
                world.Circuit(), expected, parameters.GridWidth, periodic,
                asynchronous ? cell => Philox.Uniform(world.WorldSeed, RandomStream.CellUpdate, now, (ulong)cell) <= parameters.FireRate : null);
            if (step % 3 == 2)
            {
                Assert.Equal(expected, world.ReadBits());
                int cells = parameters.GridWidth * parameters.GridHeight;
                int changed = Enumerable.Range(0, cells).Count(cell => before[cell] != expected[cell]);
                Metrics metrics = world.Observe();
                Assert.Equal((float)changed / cells, metrics.Activity, 6);
                Assert.Equal(expected.Take(cells).Count(bit => bit == 1), metrics.Populations[1]);
            }
        }
    }

    /// <summary>Save, resume, copies and any number of workers come to the same state while gates change.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_saved_world_and_a_copy_go_on_as_the_world(string device)
    {
        using TemporaryFolder folder = new();
        string file = folder["world.eco"];
        using World world = new(Devices.Open(device), CircuitWorlds.Small);
        Circuit first = world.Circuit();
        world.Step(5);
        EcoFile.Save(file, world);
        using World copy = world.Copy();
        using World read = EcoFile.Load(file, Devices.Open(device)).World;
        Assert.Equal(world.StateHash(), read.StateHash());
        foreach (World each in (World[])[world, copy, read])
        {
            each.Step(8);
        }

        Assert.NotEqual(first.Gates, world.Circuit().Gates);
        Assert.Equal(world.StateHash(), copy.StateHash());
        Assert.Equal(world.StateHash(), read.StateHash());
        Assert.Equal(13, read.Observe().Circuit!.Updates);
    }

    /// <summary>How many workers there are changes nothing.</summary>
    [Fact]
    public void Any_number_of_workers_comes_to_the_same_state()
    {
        string[] hashes = [.. ((int[])[1, 2, 5]).Select(workers =>
        {
            using GpuEcosystem.Engine.Devices.ComputeDevice device = GpuEcosystem.Engine.Devices.DeviceCatalogue.Open("cpu", workers: workers);
            using World world = new(device, CircuitWorlds.Small);
            world.Step(9);
            return world.StateHash();
        })];
        Assert.Single(hashes.Distinct());
    }

    /// <summary>All devices wire the circuit and begin the world alike, and learn the same within rounding.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Devices_agree(string device)
    {
        using World here = new(Devices.Open("cpu"), CircuitWorlds.Small);
        using World there = new(Devices.Open(device), CircuitWorlds.Small);
        Assert.Equal(here.ReadBits(), there.ReadBits());
        Assert.Equal(here.Circuit().Wires, there.Circuit().Wires);
        here.Step(4);
        there.Step(4);
        Assert.Equal(here.Observe().Loss!.Value, there.Observe().Loss!.Value, 1e-2f);
    }

    /// <summary>A brush sets the first bit of cells and clears all of them; what is painted lives on, and can be taken back. There are no walls.</summary>
    [Fact]
    public void Brushes_set_and_clear_bits()
    {
        LogicCircuitParameters parameters = CircuitWorlds.Small with { LearnInterval = 0, Start = CircuitStart.Empty };
        using World world = new(Devices.Open("cpu"), parameters);
        world.Step(1);
        world.BeginEdit();
        world.Stroke(Brush.Paint, 20, 7, 20, 7, 0, species: 1);
        world.Stroke(Brush.Paint, 30, 7, 30, 7, 0, species: 1);
        world.BeginEdit();
        world.Stroke(Brush.Erase, 30, 7, 30, 7, 0);
        byte[] bits = world.ReadBits();
        Assert.Equal(1, bits.Sum(bit => bit));
        Assert.Equal(1, bits[7 * parameters.GridWidth + 20]);

        Assert.True(world.Undo());
        byte[] both = world.ReadBits();
        Assert.Equal(2, both.Sum(bit => bit));
        world.Step(1);
        Assert.Equal(ReferenceCircuit.Step(world.Circuit(), both, parameters.GridWidth, periodic: false), world.ReadBits());
        Assert.Contains("no walls", Assert.Throws<UserException>(() => world.Stroke(Brush.Wall, 1, 1, 2, 2, 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>A brush for one channel sets or clears that bit of cells and no other.</summary>
    [Fact]
    public void Brushes_change_one_channel()
    {
        LogicCircuitParameters parameters = CircuitWorlds.Small with { LearnInterval = 0 };
        using World world = new(Devices.Open("cpu"), parameters);
        int cells = parameters.GridWidth * parameters.GridHeight;
        int row = 7 * parameters.GridWidth;
        byte[] expected = world.ReadBits();
        world.BeginEdit();
        world.Stroke(Brush.Paint, 20, 7, 29, 7, 0, species: 1, channel: 1);
        expected.AsSpan(cells + row + 20, 10).Fill(1);
        Assert.Equal(expected, world.ReadBits());
        world.BeginEdit();
        world.Stroke(Brush.Erase, 25, 7, 34, 7, 0, channel: 0);
        byte[] before = [.. expected];
        expected.AsSpan(row + 25, 10).Clear();
        Assert.Equal(expected, world.ReadBits());
        float[] grid = world.ReadGrid();
        Assert.Equal(expected[..cells], grid[cells..(2 * cells)].Select(alive => (byte)alive));
        Assert.Equal(cells, grid[..cells].Zip(grid[cells..(2 * cells)], (sun, alive) => sun + alive).Count(sum => sum == 1));

        Assert.True(world.Undo());
        Assert.Equal(before, world.ReadBits());
        world.Step(1);
        Assert.Equal(ReferenceCircuit.Step(world.Circuit(), before, parameters.GridWidth, periodic: false), world.ReadBits());
    }

    /// <summary>There is no brush for a channel that is not there, for walls, or in other worlds.</summary>
    [Fact]
    public void Other_channels_are_refused()
    {
        using World world = new(Devices.Open("cpu"), CircuitWorlds.Small);
        using World other = new(Devices.Open("cpu"), LearningWorlds.Tiny);
        AssertRefused(world, Brush.Paint, 2, "there is no channel 2; cells of this world have 0 to 1");
        AssertRefused(world, Brush.RemoveWall, 0, "only paint and erase can be for one channel");
        AssertRefused(other, Brush.Paint, 0, "in worlds of the rules Ecosystem brushes change whole cells, not one channel");

        static void AssertRefused(World world, Brush brush, int channel, string reason) => Assert.Equal(
            reason, Assert.Throws<UserException>(() => world.Stroke(brush, 1, 1, 2, 2, 1, species: 1, channel)).Message);
    }

    /// <summary>What another circuit does is learned as the rule that it does is, bit by bit.</summary>
    [Fact]
    public void A_circuit_is_learned_as_its_rule()
    {
        LifeRule shipped = CircuitRule.Of(CircuitFile.Read(LearnedCircuits.FileOf("life")).Circuit);
        string[] hashes = [.. ((string[])["B3/S23", $"{shipped}", "B36/S23"]).Select(target =>
        {
            using World world = new(Devices.Open("cpu"), CircuitWorlds.Small with { HiddenChannels = 1, UpdateLayers = GateLayers.Parse("8, 4, 2"), Target = LessonTarget.Parse(target) });
            world.Step(9);
            return world.StateHash();
        })];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
    }

    /// <summary>The layer of activity shows cells that the last step changed, one by one and as shares of squares, and nothing in a new world.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Activity_is_what_the_last_step_changed(string device)
    {
        LogicCircuitParameters parameters = CircuitWorlds.Small with { LearnInterval = 0, Asynchronous = true };
        using World world = new(Devices.Open(device), parameters);
        world.Become(RandomCircuit(world.Circuit()));
        LayerChoice activity = new(world.Rules.FindLayer("activity"));
        PictureFrame part = new(new(3, 2, 67, 11), 1);
        Palette palette = Palette.All[0];
        uint dark = Assert.Single(world.ReadPicture(activity, palette, part).Distinct());

        world.Step(2);
        byte[] before = world.ReadBits();
        world.Step(1);
        uint[] cells = world.ReadPicture(activity, palette, part);
        uint[] squares = world.ReadPicture(activity, palette, part with { Block = 67 });
        byte[] after = world.ReadBits();
        int changed = 0;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            int at = (2 + cell / 67) * parameters.GridWidth + 3 + cell % 67;
            int second = at + parameters.GridWidth * parameters.GridHeight;
            bool isChanged = (before[at], before[second]) != (after[at], after[second]);
            Assert.Equal(isChanged, cells[cell] != dark);
            changed += isChanged ? 1 : 0;
        }

        Assert.InRange(changed, 50, cells.Length - 50);
        IReadOnlyList<uint> ramp = activity.Ramp(palette)!.Colours;
        Assert.Equal(ramp[(int)MathF.Round(255f * changed / cells.Length)], Assert.Single(squares));
    }

    /// <summary>Another grid begins anew with the circuit that was learned; other sizes of the circuit begin to learn.</summary>
    [Fact]
    public void A_new_grid_begins_with_the_same_circuit()
    {
        using World world = new(Devices.Open("cpu"), CircuitWorlds.Small);
        world.Step(9);
        Circuit learned = world.ReadCircuit()!.Circuit;
        Assert.NotEqual(learned.Gates, world.Circuit().Gates);
        world.Change(CircuitWorlds.Small with { GridWidth = 33, GridHeight = 9, LearnInterval = 0 });
        Assert.Equal(learned.Gates, world.Circuit().Gates);
        Assert.Equal(2 * 33 * 9, world.ReadBits().Length);
        Assert.InRange(world.ReadBits().Average(bit => bit), 0.4, 0.6);
        world.Step(2);

        world.Change(CircuitWorlds.Small with { Kernels = 5 });
        Assert.All(world.Circuit().Gates, gate => Assert.Equal(Gates.First, gate));
        Assert.Equal(0, world.Observe().Circuit!.Updates);
    }

    /// <summary>A square is destroyed wholly inside the grid, after each so many steps.</summary>
    [Fact]
    public void A_square_is_destroyed_again_and_again()
    {
        LogicCircuitParameters parameters = CircuitWorlds.Small with { LearnInterval = 0, DamageSize = 5, DamageEvery = 3 };
        using World world = new(Devices.Open("cpu"), parameters);
        world.Step(2);
        byte[] before = ReferenceCircuit.Step(world.Circuit(), world.ReadBits(), parameters.GridWidth, periodic: false);
        world.Step(1);
        byte[] after = world.ReadBits();
        (int x, int y) = DamagedSquare.PlaceOf(new(0, 0, parameters.GridWidth, parameters.GridHeight), 5, world.WorldSeed, 2);
        for (int cell = 0; cell < after.Length; cell++)
        {
            (int row, int column) = (cell / parameters.GridWidth % parameters.GridHeight, cell % parameters.GridWidth);
            bool isInside = row >= y && row < y + 5 && column >= x && column < x + 5;
            Assert.Equal(isInside ? 0 : before[cell], after[cell]);
        }
    }

    /// <summary>A world begins again with each new circuit as long as that makes mistakes.</summary>
    [Fact]
    public void A_circuit_that_makes_mistakes_begins_again()
    {
        using World world = new(Devices.Open("cpu"), CircuitWorlds.Small);
        byte[] before = world.ReadBits();
        Circuit first = world.Circuit();
        int steps = 0;
        while (world.Circuit().Gates.SequenceEqual(first.Gates))
        {
            world.Step();
            steps++;
            Assert.InRange(steps, 1, 20);
        }

        // One step of the new circuit from other random bits.
        Assert.True(world.Observe().Circuit!.HardLoss > 0);
        Assert.NotEqual(ReferenceCircuit.Step(world.Circuit(), before, CircuitWorlds.Small.GridWidth, false), world.ReadBits());
    }

    /// <summary>Files whose wires or gates lead nowhere are refused in one line.</summary>
    [Theory]
    [InlineData("wires")]
    [InlineData("gates")]
    public void Corrupt_circuits_are_refused(string part)
    {
        using World world = new(Devices.Open("cpu"), CircuitWorlds.Small);
        StatePart corrupt = LogicCircuitBody.StateParts.Single(one => one.Name == part);
        UserException refused = Assert.Throws<UserException>(() =>
        {
            corrupt.Store(world.Body).WritePieces(world.Launcher.Flush(), new float[1 << 16], piece => piece.Fill(part == "wires" ? 9999 : 16));
            world.Body.Species.Networks.WiresChanged();
        });
        Assert.Matches("^(gate|wires) ", refused.Message);
    }

    // The cell in the middle of each board.
    private static int MistakesOf(Circuit circuit, LifeRule rule) => Enumerable.Range(0, LifeRule.Neighbourhoods).Count(board =>
    {
        byte[] cells = [.. Enumerable.Range(0, CircuitShape.PatchCells).Select(cell => (byte)(board >> cell & 1))];
        byte next = ReferenceCircuit.Step(circuit, cells, width: 3, periodic: false, cell => cell == LifeRule.CentreBit)[LifeRule.CentreBit];
        return next == 0 == rule.Lives(board);
    });

    private static Circuit RandomCircuit(Circuit circuit)
    {
        byte[] gates = [.. circuit.Gates.Select((_, gate) => (byte)Philox.Below(Gates.Count, 5, RandomStream.Weights, 0, (ulong)gate))];
        return new Circuit(circuit.Shape, circuit.Wires, [.. gates]);
    }
}
