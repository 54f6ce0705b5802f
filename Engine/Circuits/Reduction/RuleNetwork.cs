using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>Networks that are made of a rule instead of learned.</summary>
internal static class RuleNetwork
{
    private const int CountBits = 4;

    private static readonly ImmutableArray<NetworkInput> patch =
        [.. Enumerable.Range(0, CircuitShape.PatchCells).Select(cell => new NetworkInput(0, cell / 3 - 1, cell % 3 - 1))];

    /// <summary>The network of a rule: adders that count neighbours where nothing else matters, otherwise a tree of decisions.</summary>
    public static GateNetwork Of(LifeRule rule)
    {
        NetworkBuilder builder = new(patch, byFunction: true);
        int answer = rule.Counts ? ByCounts(builder, rule) : Decide(
            builder,
            [.. Enumerable.Range(0, patch.Length).Select(NetworkBuilder.Input)],
            [.. Enumerable.Range(0, LifeRule.Neighbourhoods).Select(neighbourhood => (bool?)rule.Lives(neighbourhood))]);
        return builder.Build([answer]);
    }

    private static int ByCounts(NetworkBuilder builder, LifeRule rule)
    {
        int[] cells = [.. Enumerable.Range(0, patch.Length).Select(NetworkBuilder.Input)];
        (int top, int topCarry) = Add(builder, cells[0], cells[1], cells[2]);
        (int bottom, int bottomCarry) = Add(builder, cells[6], cells[7], cells[8]);
        (int middle, int middleCarry) = Add(builder, cells[3], cells[5], NetworkBuilder.False);
        (int ones, int onesCarry) = Add(builder, top, bottom, middle);
        (int twos, int twosCarry) = Add(builder, topCarry, bottomCarry, middleCarry);
        (twos, int otherCarry) = Add(builder, twos, onesCarry, NetworkBuilder.False);
        (int fours, int eights) = Add(builder, twosCarry, otherCarry, NetworkBuilder.False);

        // The count's highest bits are asked first: there are few counts from 4 on, and none above 8.
        int[] wires = [cells[LifeRule.CentreBit], ones, twos, fours, eights];
        return Decide(builder, wires, [.. Enumerable.Range(0, 2 << CountBits).Select(number =>
        {
            (int neighbours, bool alive) = (number >> 1, (number & 1) != 0);
            return neighbours < patch.Length ? rule.Lives(LifeRule.Example(neighbours, alive)) : (bool?)null;
        })]);
    }

    private static (int Sum, int Carry) Add(NetworkBuilder builder, int a, int b, int c)
    {
        int half = builder.Gate(6, a, b);
        return (builder.Gate(6, half, c), builder.Gate(7, builder.Gate(1, a, b), builder.Gate(1, half, c)));
    }

    // The answer of a table whose index has wire i as its bit i; null where it does not matter.
    private static int Decide(NetworkBuilder builder, ReadOnlySpan<int> wires, ReadOnlySpan<bool?> table)
    {
        if (wires.IsEmpty)
        {
            return table[0] is true ? NetworkBuilder.True : NetworkBuilder.False;
        }

        ReadOnlySpan<bool?> ifNot = table[..(table.Length / 2)];
        ReadOnlySpan<bool?> ifSet = table[(table.Length / 2)..];
        bool?[] common = new bool?[ifNot.Length];
        bool isSame = true;
        for (int i = 0; i < common.Length; i++)
        {
            common[i] = ifNot[i] ?? ifSet[i];
            isSame &= ifNot[i] is null || ifSet[i] is null || ifNot[i] == ifSet[i];
        }

        if (isSame)
        {
            return Decide(builder, wires[..^1], common);
        }

        int wire = wires[^1];
        int set = Decide(builder, wires[..^1], ifSet);
        int not = Decide(builder, wires[..^1], ifNot);
        return set == NetworkBuilder.True
            ? builder.Gate(7, wire, not)
            : not == NetworkBuilder.True
                ? builder.Gate(13, wire, set)
                : builder.Gate(7, builder.Gate(1, wire, set), builder.Gate(4, wire, not));
    }
}
