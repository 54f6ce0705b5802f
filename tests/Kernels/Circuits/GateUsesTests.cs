using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;
using ILGPU;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Circuits;

/// <summary>Decided gates answer only where somebody needs it.</summary>
public sealed class GateUsesTests
{
    private const int Marker = 0x5eed5eed;

    private static readonly CircuitShape shape = new(3, 2, 1, [9, 7, 4, 2]);
    private static readonly CircuitPlan plan = new(shape, WireDrawing.Draw(shape, WireKind.Random, seed: 4));
    private static readonly WordLines lines = new() { Target = new Area(0, 0, 40, 30) };

    /// <summary>Every device, with both widths of vectors.</summary>
    public static TheoryData<string> Bodies => [.. Devices.EveryBody];

    /// <summary>The rows that are computed are those that answers depend on, gate by gate, whatever the gates are.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void What_answers_do_not_depend_on_is_left_alone(string device)
    {
        foreach (int seed in (int[])[1, 2, 3])
        {
            byte[] gates = [.. new Random(seed).GetItems<byte>([0, 1, 3, 3, 3, 5, 6, 9, 12, 15], shape.AllGates)];
            bool[] needed = NeededBy(gates);
            bool[] computed = ComputedBy(gates, device);
            Assert.Equal(needed, computed);

            // Gates that depend on all that they read need more.
            Assert.NotEqual(NeededBy([.. gates.Select(_ => (byte)9)]), computed);
        }
    }

    private static bool[] NeededBy(byte[] gates)
    {
        bool[] needed = new bool[plan.Rows];
        Array.Fill(needed, true, plan.Answers, shape.Outputs);
        GateWires[] wires = [.. plan.Layers.SelectMany(layer => layer.Wires)];
        for (int gate = gates.Length - 1; gate >= 0; gate--)
        {
            // Bit 3 - (2a + b) is the answer.
            int kind = gates[gate];
            bool dependsOnFirst = (kind >> 2) != (kind & 3);
            bool dependsOnSecond = (kind >> 1 & 5) != (kind & 5);
            for (int row = 0; row < wires[gate].Rows; row++)
            {
                bool isNeeded = needed[wires[gate].Answers + row];
                needed[wires[gate].First + row] |= isNeeded && dependsOnFirst;
                needed[wires[gate].Second + row] |= isNeeded && dependsOnSecond;
            }
        }

        return needed;
    }

    private static bool[] ComputedBy(byte[] gates, string device)
    {
        using Launcher launcher = new(Devices.Open(device));
        using DeviceArena memory = new(launcher);
        PlacedCircuit placed = new(memory, shape);
        placed.Write(plan);
        DeviceBuffer<GateForm> forms = memory.Allocate<GateForm>(gates.Length);
        forms.Write(launcher.Flush(), 0, [.. gates.Select(gate => GateForm.Of(gate))]);
        Random random = new(5);
        DeviceBuffer<int> bits = memory.Allocate<int>(shape.Inputs * lines.WordsOfPlane + 1 + WordLines.RoundUp(1));
        bits.Write(launcher.Flush(), 0, [.. Enumerable.Range(0, (int)bits.Length).Select(_ => random.Next())]);
        int words = WordLines.RoundUp(lines.Words);
        DeviceBuffer<int> values = memory.Allocate<int>((long)plan.Rows * words);
        values.Write(launcher.Flush(), 0, [.. Enumerable.Repeat(Marker, (int)values.Length)]);
        placed.FindUses(forms);
        placed.AnswerBits(forms, bits.View, values.View, shape, lines);
        int[] all = values.ReadAll(launcher.Flush());
        int ofTile = WordLines.RoundUp(1);
        return [.. Enumerable.Range(0, plan.Rows).Select(row => all.AsSpan(row * ofTile, ofTile).ContainsAnyExcept(Marker))];
    }
}
