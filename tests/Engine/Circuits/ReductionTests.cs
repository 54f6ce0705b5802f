using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Reduced circuits answer as whole ones do, and hold nothing that they do not need.</summary>
public sealed class ReductionTests
{
    private const int WordBits = 64;

    /// <summary>Random gates: constants, copies, twins and inputs that nobody reads come by themselves.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 4, 1)]
    [InlineData(4, 3, 2)]
    [InlineData(9, 2, 2)]
    public void Reduced_circuits_answer_alike(int planes, int kernels, int outputs)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Circuit circuit = RandomCircuit(planes, kernels, outputs, seed);
            GateNetwork whole = GateNetwork.Of(circuit);
            GateNetwork byStructure = CircuitReduction.ByStructure(whole);
            GateNetwork byFunction = CircuitReduction.ByFunction(byStructure);
            GateNetwork bySubstitution = CircuitReduction.BySubstitution(byFunction);
            Assert.InRange(byFunction.Gates.Length, 0, byStructure.Gates.Length);
            Assert.InRange(bySubstitution.Gates.Length, 0, byFunction.Gates.Length);
            Random random = new(seed);
            for (int trial = 0; trial < 20; trial++)
            {
                ulong[] bits = [.. whole.Inputs.Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];
                ulong[] answers = whole.Answer(bits);
                Assert.Equal(answers, byStructure.Answer(Of(whole, bits, byStructure)));
                Assert.Equal(answers, byFunction.Answer(Of(whole, bits, byFunction)));
                Assert.Equal(answers, bySubstitution.Answer(Of(whole, bits, bySubstitution)));
                Assert.Equal(
                    ReferenceCircuit.Answer(circuit, [.. bits.Select(word => (byte)(word & 1))]),
                    answers.Select(word => (byte)(word & 1)));
            }
        }
    }

    /// <summary>What is left needs no inverter but at an answer, reads no constant, and holds nothing twice or dead.</summary>
    [Fact]
    public void Nothing_superfluous_is_left()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            GateNetwork network = CircuitReduction.BySubstitution(CircuitReduction.Reduce(RandomCircuit(1 + seed % 4, 3, 1 + seed % 2, seed)));
            Assert.DoesNotContain(false, network.Reachable());
            Assert.Equal(network.Gates.Length, network.Gates.Distinct().Count());
            Assert.Equal(network.Inputs.Order(Comparer<NetworkInput>.Create((a, b) => Number(a) - Number(b))), network.Inputs);
            HashSet<int> read =
            [
                .. network.Gates.Where(gate => Gates.ReadsFirst(gate.Kind)).Select(gate => gate.First),
                .. network.Gates.Where(gate => Gates.ReadsSecond(gate.Kind)).Select(gate => gate.Second),
            ];
            for (int gate = 0; gate < network.Gates.Length; gate++)
            {
                int node = network.Inputs.Length + gate;
                (byte kind, int first, int second) = network.Gates[gate];
                Assert.True((first < node || !Gates.ReadsFirst(kind)) && (second < node || !Gates.ReadsSecond(kind)));
                Assert.True(
                    kind is 1 or 2 or 6 or 7 || network.Outputs.Contains(node), $"gate {gate} of kind {kind} is no answer of seed {seed}");
                Assert.False(kind is 0 or 12 or 15 && read.Contains(node), $"gate {gate} of kind {kind} is read, seed {seed}");
            }
        }
    }

    /// <summary>No two nodes of few inputs answer alike, nor one as another's inverse.</summary>
    [Fact]
    public void Functions_are_there_once()
    {
        GateNetwork network = CircuitReduction.Reduce(Load("life"));
        Assert.Equal(9, network.Inputs.Length);
        GateNetwork all = network with { Outputs = [.. Enumerable.Range(0, network.Nodes)] };
        ulong[][] words = [.. Enumerable.Range(0, 8).Select(word =>
            all.Answer([.. Enumerable.Range(0, 9).Select(input => TruthTables.OfInput(input, word))]))];
        string[] tables = [.. Enumerable.Range(0, network.Nodes).Select(node =>
        {
            ulong flip = 0 - (words[0][node] & 1);
            return string.Join(',', words.Select(word => word[node] ^ flip));
        })];
        Assert.Equal(tables.Length, tables.Distinct().Count());
    }

    /// <summary>The trained circuit of Life, as others have counted it.</summary>
    [Fact]
    public void Life_is_as_small_as_known()
    {
        CircuitCounts counts = CircuitCounts.Of(Load("life"), out GateNetwork network);
        Assert.Equal(
            (2543, 344, 229, 158, 99, 80),
            (counts.Gates, counts.NotPasses, counts.Deciding, counts.AfterStructure, counts.AfterFunction, counts.AfterSubstitution));
        Assert.Equal(counts.Gates, counts.Kinds.Sum());
        Assert.Equal(counts.Gates, counts.Reachable + counts.Dead);
        Assert.Equal(80, network.Gates.Length);
    }

    /// <summary>All 512 neighbourhoods, in which Life lives by its rule.</summary>
    [Fact]
    public void Life_lives_by_its_rule()
    {
        GateNetwork network = CircuitReduction.BySubstitution(CircuitReduction.Reduce(Load("life")));
        for (int word = 0; word < 512 / WordBits; word++)
        {
            ulong answer = network.Answer([.. Enumerable.Range(0, 9).Select(input => TruthTables.OfInput(input, word))])[0];
            for (int bit = 0; bit < WordBits; bit++)
            {
                int neighbourhood = word * WordBits + bit;
                int around = int.PopCount(neighbourhood & ~(1 << 4));
                bool lives = around == 3 || (around == 2 && (neighbourhood >> 4 & 1) != 0);
                Assert.Equal(lives, (answer >> bit & 1) != 0);
            }
        }
    }

    /// <summary>Answers that are constant, an input, its inverse, twice the same, or a gate and its inverse.</summary>
    [Fact]
    public void Plain_answers_are_plain()
    {
        ImmutableArray<NetworkInput> inputs = [new(0, 0, -1), new(0, 0, 0), new(0, 0, 1)];
        GateNetwork network = new(
            inputs,
            [new(6, 2, 2), new(15, 0, 0), new(3, 2, 0), new(12, 2, 1), new(1, 1, 2), new(14, 2, 1), new(11, 2, 2)],
            [3, 4, 5, 6, 7, 8, 7, 9]);
        GateNetwork reduced = CircuitReduction.ByFunction(CircuitReduction.ByStructure(network));
        Assert.Equal(inputs[1..], reduced.Inputs);
        Assert.Equal(1, reduced.Outputs[2]);
        Assert.Equal(reduced.Outputs[1], reduced.Outputs[7]);
        Assert.Equal([0, 1, 12, 12, 15], reduced.Gates.Select(gate => (int)gate.Kind).Order());
        Assert.Equal(network.Answer([7, 0b1010, 0b1100]), reduced.Answer([0b1010, 0b1100]));
    }

    /// <summary>Where gates read inputs depends on their kind alone.</summary>
    [Fact]
    public void Gates_know_what_they_read()
    {
        for (int gate = 0; gate < Gates.Count; gate++)
        {
            Assert.Equal(
                Enumerable.Range(0, 2).Any(b => Gates.Answer(gate, 0, b) != Gates.Answer(gate, 1, b)), Gates.ReadsFirst(gate));
            Assert.Equal(
                Enumerable.Range(0, 2).Any(a => Gates.Answer(gate, a, 0) != Gates.Answer(gate, a, 1)), Gates.ReadsSecond(gate));
            Assert.Equal(
                Enumerable.Range(0, 4).Select(bits => (ulong)Gates.Answer(gate, bits >> 1, bits & 1)),
                Enumerable.Range(0, 4).Select(bits => Words.Gate(gate, 0 - (ulong)(bits >> 1), 0 - (ulong)(bits & 1)) & 1));
        }
    }

    private static int Number(NetworkInput input) => 9 * input.Plane + 3 * input.Dy + input.Dx;

    private static ulong[] Of(GateNetwork whole, ulong[] bits, GateNetwork part) =>
        [.. part.Inputs.Select(input => bits[whole.Inputs.IndexOf(input)])];

    private static Circuit RandomCircuit(int planes, int kernels, int outputs, int seed)
    {
        List<int> layers = [(planes + planes * kernels * outputs + 1) / 2 + 4];
        while (layers[^1] > 2 * planes)
        {
            layers.Add((layers[^1] + 1) / 2);
        }

        return ReferenceCircuit.Random(new CircuitShape(planes, kernels, outputs, [.. layers, planes]), seed);
    }

    private static Circuit Load(string name) =>
        CircuitCase.Load(Path.Combine(AppContext.BaseDirectory, "conformance", "logic-gates", name)).Circuit();
}
