using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Circuits.Bits.Devices;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>On every device, words of bits are what bytes are, and what the CPU's vectors make of them.</summary>
public sealed class DeviceAutomatonTests
{
    private const ulong Seed = 9;
    private static readonly int[] widths = [8, 31, 32, 33, 64, 100, 250];
    private static readonly int[] planeCounts = [1, 3, 9];

    /// <summary>Where circuits are compiled: everywhere but on the CPU, which has an automaton of its own.</summary>
    public static TheoryData<string> CompilingDevices => ["opencl", "cuda", "simulated"];

    /// <summary>Both borders, one to nine planes, chance, several steps.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Words_are_bytes(string device)
    {
        for (int trial = 0; trial < widths.Length * planeCounts.Length; trial++)
        {
            BitSettings settings = new(widths[trial / planeCounts.Length], 1 + trial % 5, trial % 2 == 0) { Execution = CircuitExecution.Interpreted };
            AssertSame(device, planeCounts[trial % planeCounts.Length], settings, trial);
        }
    }

    /// <summary>Kernels of their own do the same.</summary>
    [Theory]
    [MemberData(nameof(CompilingDevices))]
    public void Compiled_words_are_bytes(string device)
    {
        foreach ((int trial, int width) in ((int, int)[])[(0, 31), (1, 32), (5, 100), (3, 250)])
        {
            BitSettings settings = new(width, 2 + trial, trial < 2) { Execution = CircuitExecution.Compiled };
            AssertSame(device, planeCounts[trial % planeCounts.Length], settings, trial);
        }
    }

    /// <summary>The learned Life is the same on a device as on the CPU's vectors, and goes on from there as another circuit and by chance.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Circuits_change_and_bits_stay(string device)
    {
        BitSettings settings = new(133, 40, true) { Seed = Seed };
        GateNetwork learned = BitKernelTests.LearnedLife();
        byte[] cells = RandomCells(settings.Width * settings.Height, 1);
        using Launcher launcher = new(Devices.Open(device));
        using DeviceAutomaton automaton = new(launcher, learned, settings);
        Write(automaton, cells);
        automaton.Run(3);
        Assert.Equal(OnVectors(learned, settings, cells, 3), Read(automaton));

        byte[] before = Read(automaton);
        GateNetwork other = RuleNetwork.Of(LifeRule.Parse("B36/S23"));
        BitSettings changed = settings with { Periodic = false, FireRate = 0.5f, Execution = CircuitExecution.Interpreted };
        automaton.Change(other, changed);
        Assert.Equal(before, Read(automaton));
        automaton.Step = 0;
        automaton.Run(2);
        byte[] after = Read(automaton);
        Assert.Equal(OnVectors(other, changed, before, 2), after);

        // Each of these changes is seen.
        Assert.NotEqual(OnVectors(learned, changed, before, 2), after);
        Assert.NotEqual(OnVectors(other, changed with { Periodic = true }, before, 2), after);
        Assert.NotEqual(OnVectors(other, changed with { FireRate = null }, before, 2), after);
    }

    /// <summary>Values of so many gates are kept at once that the grid takes two launches.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void What_needs_many_slots_is_cut(string device)
    {
        const int kept = 4000;
        NetworkInput[] inputs = [.. Enumerable.Range(0, 9).Select(cell => new NetworkInput(0, cell / 3 - 1, cell % 3 - 1))];
        NetworkGate[] gates =
        [
            .. Enumerable.Range(0, kept).Select(gate => new NetworkGate((byte)(1 + gate % 14), gate % 7, 8 - gate % 5)),
            new NetworkGate(6, 9, 10),
            .. Enumerable.Range(2, kept - 2).Select(gate => new NetworkGate(6, 9 + kept + gate - 2, 9 + gate)),
        ];
        GateNetwork network = new([.. inputs], [.. gates], [9 + gates.Length - 1]);
        Assert.InRange(new BitProgram(network).Slots, kept, kept + 9);
        BitSettings settings = new(250, 150, true) { Execution = CircuitExecution.Interpreted };
        byte[] cells = RandomCells(settings.Width * settings.Height, 2);
        using Launcher launcher = new(Devices.Open(device));
        using DeviceAutomaton automaton = new(launcher, network, settings);
        Write(automaton, cells);
        automaton.Run(1);
        Assert.Equal(OnVectors(network, settings, cells, 1), Read(automaton));
    }

    /// <summary>A grid that is a cell narrower has its border elsewhere, which the comparison sees.</summary>
    [Theory]
    [InlineData("cpu")]
    [InlineData("opencl")]
    public void A_border_beside_its_place_is_seen(string device)
    {
        BitSettings settings = new(100, 20, true) { Execution = CircuitExecution.Interpreted };
        GateNetwork network = RuleNetwork.Of(LifeRule.Life);
        byte[] cells = RandomCells(settings.Width * settings.Height, 3);
        using Launcher launcher = new(Devices.Open(device));
        using DeviceAutomaton automaton = new(launcher, network, settings);
        using DeviceAutomaton target = new(launcher, network, settings);
        using IDeviceCircuit circuit = DeviceCircuit.Of(launcher, network, automaton.Grid.Count, settings.Execution);
        Write(automaton, cells);
        byte[] expected = OnVectors(network, settings, cells, 1);
        Assert.Equal(expected, After(automaton.Grid));
        Assert.NotEqual(expected, After(automaton.Grid with { Width = settings.Width - 1 }));
        Assert.NotEqual(expected, After(automaton.Grid with { Width = settings.Width + 1 }));
        Assert.NotEqual(expected, After(automaton.Grid with { Periodic = 0 }));

        byte[] After(BitGrid grid)
        {
            circuit.Queue(new BitUpdate { Grid = grid, Next = target.Grid.Bits, Fires = target.Grid.Bits });
            return Read(target, check: false);
        }
    }

    /// <summary>What cannot be is refused, and all goes on as before.</summary>
    [Fact]
    public void A_circuit_that_cannot_step_is_refused()
    {
        GateNetwork three = GateNetwork.Of(ReferenceCircuit.Random(new CircuitShape(3, 1, 1, [4, 2]), 1));
        GateNetwork life = RuleNetwork.Of(LifeRule.Life);
        BitSettings settings = new(40, 40, true);
        using Launcher launcher = new(Devices.Open("cpu"));
        Assert.Equal(
            "a circuit with 2 answers that reads 3 planes cannot take the place of 2 planes of bits",
            Assert.Throws<UserException>(() => new DeviceAutomaton(launcher, three, settings)).Message);
        using DeviceAutomaton automaton = new(launcher, life, settings);
        byte[] cells = RandomCells(1600, 4);
        Write(automaton, cells);
        Assert.Equal(
            "a circuit with 2 answers that reads 3 planes cannot take the place of 1 planes of bits",
            Assert.Throws<UserException>(() => automaton.Change(three, settings)).Message);
        automaton.Run(1);
        Assert.Equal(OnVectors(life, settings, cells, 1), Read(automaton));
    }

    private static void AssertSame(string device, int planes, BitSettings settings, int trial)
    {
        Circuit circuit = ReferenceCircuit.Random(new CircuitShape(planes, 2, 1, [2 * planes + 2, 2 * planes, planes]), trial);
        settings = settings with { Seed = Seed, FireRate = trial % 3 == 0 ? 0.6f : null };
        byte[] cells = RandomCells(planes * settings.Width * settings.Height, trial);
        GateNetwork network = trial % 2 == 0 ? GateNetwork.Of(circuit) : CircuitReduction.Reduce(circuit);
        using Launcher launcher = new(Devices.Open(device));
        using DeviceAutomaton automaton = new(launcher, network, settings);
        Write(automaton, cells);
        automaton.Step = long.MaxValue / 2;
        int steps = 1 + trial % 4;
        automaton.Run(steps);
        for (int step = 0; step < steps; step++)
        {
            cells = ReferenceCircuit.Step(
                circuit, cells, settings.Width, settings.Periodic, settings.FireRate is float rate ? Fires(long.MaxValue / 2 + step, rate) : null);
        }

        Assert.True(Read(automaton).AsSpan().SequenceEqual(cells), $"trial {trial}: {settings}, {planes} planes, {steps} steps");
        Assert.Equal(long.MaxValue / 2 + steps, automaton.Step);
    }

    private static byte[] RandomCells(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(2))];
    }

    private static Func<int, bool> Fires(long step, float rate) =>
        cell => Philox.Uniform(Seed, RandomStream.CellUpdate, step, (ulong)cell) <= rate;

    // What lies behind the last cell is 1, since nobody may read it.
    private static void Write(DeviceAutomaton automaton, byte[] cells)
    {
        for (int row = 0; row < automaton.Planes * automaton.Height; row++)
        {
            ulong[] packed = BitLayoutTests.Pack(cells.AsSpan(row * automaton.Width, automaton.Width));
            packed[^1] |= automaton.Width % 64 > 0 ? ulong.MaxValue << automaton.Width % 64 : 0;
            automaton.WriteRow(row / automaton.Height, row % automaton.Height, packed);
        }
    }

    private delegate void RowReader(int plane, int y, Span<ulong> packed);

    private static byte[] Read(DeviceAutomaton automaton, RowReader? reader = null, bool check = true)
    {
        reader ??= automaton.ReadRow;
        ulong[] packed = new ulong[automaton.PackedWords];
        List<byte> cells = [];
        for (int row = 0; row < automaton.Planes * automaton.Height; row++)
        {
            packed.AsSpan().Fill(ulong.MaxValue);
            reader(row / automaton.Height, row % automaton.Height, packed);
            byte[] bits = [.. Enumerable.Range(0, automaton.Width).Select(x => (byte)(packed[x / 64] >> (x % 64) & 1))];
            Assert.True(!check || BitLayoutTests.Pack(bits).SequenceEqual(packed), "bits behind the last cell");
            cells.AddRange(bits);
        }

        return [.. cells];
    }

    private static byte[] OnVectors(GateNetwork network, BitSettings settings, byte[] cells, int steps)
    {
        using BitAutomaton automaton = new(network, settings);
        BitAutomatonTests.Write(automaton, cells, settings.Width);
        automaton.Run(steps);
        return BitAutomatonTests.Read(automaton, settings.Width, settings.Height);
    }
}
