using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>What a circuit does in every neighbourhood is its rule.</summary>
public class CircuitRuleTests
{
    // And not, xor, or, xnor: not all cases come to the same.
    private static readonly byte[] kinds = [2, 6, 7, 9];

    /// <summary>Of a circuit without any sense, each of the 512.</summary>
    [Fact]
    public void A_rule_is_what_a_circuit_does()
    {
        Circuit circuit = RandomCircuit(channels: 1);
        LifeRule rule = CircuitRule.Of(circuit);
        for (int neighbourhood = 0; neighbourhood < LifeRule.Neighbourhoods; neighbourhood++)
        {
            byte[] board = [.. Enumerable.Range(0, CircuitShape.PatchCells).Select(cell => (byte)(neighbourhood >> cell & 1))];
            Assert.Equal(rule.Lives(neighbourhood) ? 1 : 0, ReferenceCircuit.Step(circuit, board, 3, periodic: false)[LifeRule.CentreBit]);
        }

        Assert.InRange(Enumerable.Range(0, LifeRule.Neighbourhoods).Count(rule.Lives), 1, LifeRule.Neighbourhoods - 1);
    }

    /// <summary>Cells of several bits have more neighbourhoods.</summary>
    [Fact]
    public void Several_channels_are_refused() => Assert.Throws<UserException>(() => CircuitRule.Of(RandomCircuit(channels: 2)));

    private static Circuit RandomCircuit(int channels)
    {
        CircuitShape shape = new(channels, 4, 1, [8, 4, 2, channels]);
        Random random = new(6);
        return new Circuit(
            shape, WireDrawing.Draw(shape, WireKind.Unique, 3, 0), [.. Enumerable.Range(0, shape.AllGates).Select(_ => kinds[random.Next(kinds.Length)])]);
    }
}
