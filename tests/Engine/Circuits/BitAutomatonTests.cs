using System.IO.Hashing;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Every way of executing a circuit on vectors of bits meets the plain one on bytes.</summary>
public sealed class BitAutomatonTests
{
    private const ulong Seed = 9;
    private const int Width = 93;
    private const int Height = 64;

    // A torus of soup, and what it has become after a thousand steps.
    private static readonly Lazy<(byte[] Start, ulong End)> countedLife = new(() =>
    {
        Random random = new(4);
        byte[] start = [.. Enumerable.Range(0, Width * Height).Select(_ => (byte)random.Next(2))];
        byte[] cells = start;
        for (int step = 0; step < 1000; step++)
        {
            cells = Count(cells);
        }

        Assert.Contains((byte)1, cells);
        return (start, XxHash64.HashToUInt64(cells));
    });

    public static TheoryData<CircuitExecutionName, int> Executors =>
    [
        .. from execution in Enum.GetValues<CircuitExecutionName>()
           from vectorBits in (int[])[128, 256, 512]
           select (execution, vectorBits),
    ];

    /// <summary>The public names of how circuits are executed, for xUnit's tests are public.</summary>
    public enum CircuitExecutionName
    {
        Compiled,
        Interpreted,
    }

    /// <summary>Random circuits on random grids: odd widths, both borders, one to nine planes, several steps of a pass, threads, chance.</summary>
    [Theory]
    [MemberData(nameof(Executors))]
    public void Words_are_bytes(CircuitExecutionName execution, int vectorBits)
    {
        Random random = new(vectorBits);
        for (int trial = 0; trial < 18; trial++)
        {
            int planes = 1 + trial % 9;
            int columns = trial < 6 ? 8 + random.Next(60) : 8 + random.Next(993);
            int rows = trial % 5 == 0 ? 40 + random.Next(30) : 1 + random.Next(6);
            columns = rows > 6 ? Math.Min(columns, 70) : columns;
            Circuit circuit = ReferenceCircuit.Random(new CircuitShape(planes, 2, 1, [2 * planes + 2, 2 * planes, planes]), trial);
            BitSettings settings = new(columns, rows, random.Next(2) == 0)
            {
                FireRate = random.Next(3) == 0 ? 0.6f : null,
                Seed = Seed,
                Threads = 1 + random.Next(3),
                Execution = Enum.Parse<CircuitExecution>($"{execution}"),
                VectorBits = vectorBits,
            };
            byte[] cells = [.. Enumerable.Range(0, planes * rows * columns).Select(_ => (byte)random.Next(2))];
            using BitAutomaton automaton = new(CircuitReduction.Reduce(circuit), settings);
            Write(automaton, cells, columns);
            int steps = 1 + random.Next(4);
            automaton.Run(steps);
            for (int step = 0; step < steps; step++)
            {
                cells = ReferenceCircuit.Step(circuit, cells, columns, settings.Periodic, settings.FireRate is float rate ? Fires(step, rate) : null);
            }

            Assert.True(Read(automaton, columns, rows).AsSpan().SequenceEqual(cells), $"trial {trial}: {settings}, {planes} planes, {steps} steps");
        }
    }

    /// <summary>Gates of all sixteen kinds, constants and copies among them, need not be reduced before they are executed.</summary>
    [Theory]
    [MemberData(nameof(Executors))]
    public void Any_network_is_executed(CircuitExecutionName execution, int vectorBits)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Circuit circuit = ReferenceCircuit.Random(new CircuitShape(3, 2, 2, [10, 6, 3]), seed);
            byte[] cells = [.. Enumerable.Range(0, 3 * 9 * 70).Select(cell => (byte)(cell * 7919 >> 5 & 1))];
            BitSettings settings = new(70, 9, true) { Execution = Enum.Parse<CircuitExecution>($"{execution}"), VectorBits = vectorBits };
            using BitAutomaton automaton = new(GateNetwork.Of(circuit), settings);
            Write(automaton, cells, 70);
            automaton.Run(1);
            Assert.Equal(ReferenceCircuit.Step(circuit, cells, 70, true), Read(automaton, 70, 9));
        }
    }

    /// <summary>On a torus, a thousand steps, the learned circuit and the rule by adders come to the same as counting does.</summary>
    [Theory]
    [MemberData(nameof(Executors))]
    public void Life_lives_a_thousand_steps(CircuitExecutionName execution, int vectorBits)
    {
        (byte[] cells, ulong expected) = countedLife.Value;
        List<ulong> hashes = [];
        foreach (GateNetwork network in (GateNetwork[])[CircuitReduction.BySubstitution(CircuitReduction.Reduce(LearnedLife())), RuleNetwork.Of(LifeRule.Life)])
        {
            BitSettings settings = new(Width, Height, true) { Execution = Enum.Parse<CircuitExecution>($"{execution}"), VectorBits = vectorBits, Threads = 2 };
            using BitAutomaton automaton = new(network, settings);
            Write(automaton, cells, Width);
            automaton.Run(1000);
            Assert.Equal(1000, automaton.Step);
            hashes.Add(XxHash64.HashToUInt64(Read(automaton, Width, Height)));
        }

        Assert.All(hashes, hash => Assert.Equal(expected, hash));
    }

    /// <summary>A glider crosses the borders of a torus and comes back, one cell a quarter of four steps at a time.</summary>
    [Fact]
    public void A_glider_comes_back()
    {
        const int side = 40;
        byte[] cells = new byte[side * side];
        foreach ((int y, int x) in ((int, int)[])[(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)])
        {
            cells[y * side + x] = 1;
        }

        using BitAutomaton automaton = new(RuleNetwork.Of(LifeRule.Life), new BitSettings(side, side, true));
        Write(automaton, cells, side);
        automaton.Run(4 * side / 2);
        Assert.NotEqual(cells, Read(automaton, side, side));
        automaton.Run(4 * side / 2);
        Assert.Equal(cells, Read(automaton, side, side));
    }

    /// <summary>The other border rule, another seed or another rate make a difference that the comparison sees.</summary>
    [Fact]
    public void Broken_variants_differ()
    {
        Circuit circuit = LearnedLife();
        byte[] cells = [.. Enumerable.Range(0, 30 * 30).Select(cell => (byte)(cell * 7919 >> 5 & 1))];
        BitSettings settings = new(30, 30, true) { FireRate = 0.6f, Seed = Seed };
        byte[] expected = ReferenceCircuit.Step(circuit, cells, 30, true, Fires(0, 0.6f));
        Assert.Equal(expected, After(settings));
        Assert.NotEqual(expected, After(settings with { Periodic = false }));
        Assert.NotEqual(expected, After(settings with { Seed = Seed + 1 }));
        Assert.NotEqual(expected, After(settings with { FireRate = 0.61f }));
        Assert.NotEqual(expected, After(settings with { FireRate = null }));

        byte[] After(BitSettings one)
        {
            using BitAutomaton automaton = new(CircuitReduction.Reduce(circuit), one);
            Write(automaton, cells, 30);
            automaton.Run(1);
            return Read(automaton, 30, 30);
        }
    }

    /// <summary>Slots are used again: a chain of gates needs few, however long it is.</summary>
    [Fact]
    public void Slots_are_used_again()
    {
        InterpretedProgram program = new(CircuitReduction.Reduce(LearnedLife()), new BitLayout(4096, 256));
        Assert.InRange(program.Slots, 1, 25);
        Assert.InRange(program.Steps.Count, 1, 75);
    }

    /// <summary>What is too large is interpreted, and everything is where no code can be made.</summary>
    [Fact]
    public void What_cannot_be_compiled_is_interpreted()
    {
        BitLayout layout = new(64, 256);
        GateNetwork small = CircuitReduction.Reduce(LearnedLife());
        GateNetwork large = new(small.Inputs, [.. Enumerable.Range(0, 5000).Select(gate => new NetworkGate(6, small.Inputs.Length + gate - 1, gate % 9))], [5008]);
        Assert.IsType<CompiledCircuit>(RowCircuit.Of(small, layout, CircuitExecution.Automatic, canCompile: true));
        Assert.IsType<InterpretedCircuit<Bits256>>(RowCircuit.Of(small, layout, CircuitExecution.Interpreted, canCompile: true));
        Assert.IsType<InterpretedCircuit<Bits256>>(RowCircuit.Of(small, layout, CircuitExecution.Automatic, canCompile: false));
        Assert.IsType<InterpretedCircuit<Bits256>>(RowCircuit.Of(small, layout, CircuitExecution.Compiled, canCompile: false));
        Assert.IsType<InterpretedCircuit<Bits256>>(RowCircuit.Of(large, layout, CircuitExecution.Automatic, canCompile: true));
        Assert.True(RowCircuit.CanCompile);
    }

    [Fact]
    public void A_circuit_that_cannot_step_is_refused()
    {
        GateNetwork network = GateNetwork.Of(ReferenceCircuit.Random(new CircuitShape(3, 1, 1, [4, 2]), 1));
        Assert.Equal(
            "a circuit with 2 answers that reads 3 planes cannot take the place of 2 planes of bits",
            Assert.Throws<UserException>(() => new BitAutomaton(network, new BitSettings(8, 8, true))).Message);
    }

    private static Circuit LearnedLife() =>
        CircuitCase.Load(Path.Combine(AppContext.BaseDirectory, "conformance", "logic-gates", "life")).Circuit();

    private static Func<int, bool> Fires(long step, float rate) =>
        cell => Philox.Uniform(Seed, RandomStream.CellUpdate, step, (ulong)cell) <= rate;

    private static byte[] Count(byte[] cells)
    {
        byte[] next = new byte[cells.Length];
        for (int y = 0; y < Height; y++)
        {
            int above = (y + Height - 1) % Height * Width;
            int below = (y + 1) % Height * Width;
            for (int x = 0; x < Width; x++)
            {
                (int left, int right) = ((x + Width - 1) % Width, (x + 1) % Width);
                int cell = y * Width + x;
                int around = cells[above + left] + cells[above + x] + cells[above + right] + cells[y * Width + left] + cells[y * Width + right]
                    + cells[below + left] + cells[below + x] + cells[below + right];
                next[cell] = around == 3 || (around == 2 && cells[cell] != 0) ? (byte)1 : (byte)0;
            }
        }

        return next;
    }

    internal static void Write(BitAutomaton automaton, byte[] cells, int columns)
    {
        int rows = cells.Length / columns / automaton.Planes;
        for (int row = 0; row < automaton.Planes * rows; row++)
        {
            automaton.WriteRow(row / rows, row % rows, BitLayoutTests.Pack(cells.AsSpan(row * columns, columns)));
        }
    }

    internal static byte[] Read(BitAutomaton automaton, int columns, int rows)
    {
        byte[] cells = new byte[automaton.Planes * rows * columns];
        ulong[] packed = new ulong[automaton.PackedWords];
        for (int row = 0; row < automaton.Planes * rows; row++)
        {
            automaton.ReadRow(row / rows, row % rows, packed);
            for (int x = 0; x < columns; x++)
            {
                cells[row * columns + x] = (byte)(packed[x / 64] >> (x % 64) & 1);
            }
        }

        return cells;
    }
}
