using System.Reflection;
using System.Text.RegularExpressions;
using GpuEcosystem.Engine.Circuits.Bits.Devices;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Tests.Kernels.Cuda;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Kernels that are written for a circuit are about as long as the circuit, for the oldest GPU and the newest.</summary>
public sealed partial class BitKernelTests
{
    // What comes beside gates: neighbours of nine cells, and which bits are taken.
    private const int Around = 60;

    /// <summary>Operations on bits, shifts included.</summary>
    [Fact]
    public void The_learned_Life_takes_150_operations()
    {
        GateNetwork life = LearnedLife();
        Assert.Equal(90, life.Gates.Length);
        foreach (string ptx in Ptx(BitKernel.Write(life)))
        {
            Assert.InRange(Operation().Count(ptx), 90, 150);
            Assert.DoesNotContain(".local", ptx);
            Assert.DoesNotContain(".extern", ptx);
            Assert.Single(Store().Matches(ptx));
        }
    }

    /// <summary>A gate of any kind takes three at most, also where many others read it.</summary>
    [Fact]
    public void Gates_of_any_kind_are_not_copied()
    {
        const int count = 100;
        byte[] kinds = [1, 2, 4, 6, 7, 8, 9, 11, 13, 14];
        NetworkInput[] inputs = [.. Enumerable.Range(0, 9).Select(cell => new NetworkInput(0, cell / 3 - 1, cell % 3 - 1))];
        NetworkGate[] gates = [.. Enumerable.Range(0, count).Select(gate => new NetworkGate(kinds[gate * 7 % kinds.Length], gate + 8, (gate + 8) / 2))];
        GateNetwork network = new([.. inputs], [.. gates], [9 + count - 1]);
        Assert.All(Ptx(BitKernel.Write(network)), ptx => Assert.InRange(Operation().Count(ptx), count, 3 * count + Around));
    }

    /// <summary>They would be, were inversions written as such: 15 gates, of which eight read one, become more than seventy.</summary>
    [Fact]
    public void ILGPU_still_copies_what_is_inverted()
    {
        Assert.All(Ptx(((Action<Index1D, ArrayView<uint>>)Inverted).Method), ptx => Assert.True(Operation().Count(ptx) > 70));
        Assert.All(Ptx(((Action<Index1D, ArrayView<uint>>)Exclusive).Method), ptx => Assert.True(Operation().Count(ptx) < 30));
    }

    /// <summary>The circuit that comes with the program, reduced as far as it goes.</summary>
    internal static GateNetwork LearnedLife() =>
        CircuitReduction.BySubstitution(CircuitReduction.Reduce(CircuitFile.Read(LearnedCircuits.FileOf("life")).Circuit));

    private static void Inverted(Index1D index, ArrayView<uint> bits)
    {
        uint a = bits[0], b = bits[1], c = bits[2] & a, d = bits[3] | b;
        uint e = c & ~d, f = d & ~c, g = e | f;
        uint h = a & ~g, i = b & ~g;
        uint j = h & ~i, k = i & ~h;
        bits[index] = (j & ~k) | (c & ~j);
    }

    private static void Exclusive(Index1D index, ArrayView<uint> bits)
    {
        uint a = bits[0], b = bits[1], c = bits[2] & a, d = bits[3] | b;
        uint e = c ^ (c & d), f = d ^ (d & c), g = e | f;
        uint h = a ^ (a & g), i = b ^ (b & g);
        uint j = h ^ (h & i), k = i ^ (i & h);
        bits[index] = (j ^ (j & k)) | (c ^ (c & j));
    }

    private static IEnumerable<string> Ptx(MethodInfo body) => DeviceKernels.OldestAndNewest.Select(
        gpu => DeviceKernels.Ptx(EntryPointDescription.FromImplicitlyGroupedKernel(body), gpu.Architecture, gpu.Instructions));

    [GeneratedRegex(@"^\t(and|or|xor|not|shl|shr|lop3)\.", RegexOptions.Multiline)]
    private static partial Regex Operation();

    [GeneratedRegex(@"\bst\.global")]
    private static partial Regex Store();
}
