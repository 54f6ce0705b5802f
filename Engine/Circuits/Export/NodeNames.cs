using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Export;

/// <summary>What nodes of a network are called in texts of every kind.</summary>
public static class NodeNames
{
    private static readonly string[] directions = ["nw", "n", "ne", "w", "c", "e", "sw", "s", "se"];

    /// <summary>A cell of the neighbourhood by its direction, in which north is the row above, after its plane: <c>p0_nw</c>.</summary>
    public static string Of(NetworkInput input) => $"p{input.Plane}_{Direction(input)}";

    /// <summary>The direction alone; <c>c</c> is the cell itself.</summary>
    internal static string Direction(NetworkInput input) => directions[3 * (input.Dy + 1) + input.Dx + 1];

    /// <summary>An input by its name, a gate by its number: <c>g0</c>.</summary>
    internal static string Of(GateNetwork network, int node) =>
        node < network.Inputs.Length ? Of(network.Inputs[node]) : $"g{node - network.Inputs.Length}";

    /// <summary>An answer by its plane: <c>next0</c>.</summary>
    public static string OfOutput(int output) => $"next{output}";

    /// <summary>What a gate of a kind is called where inversions of its inputs are drawn on their wires.</summary>
    public static string OfKind(int kind) => kind switch
    {
        0 => "0",
        1 or 2 or 4 => "AND",
        6 => "XOR",
        7 or 11 or 13 => "OR",
        8 => "NOR",
        9 => "XNOR",
        10 or 12 => "NOT",
        14 => "NAND",
        15 => "1",
        _ => "=",
    };

    /// <summary>What a gate computes, in operators that C and Verilog share.</summary>
    /// <param name="network">The network.</param>
    /// <param name="gate">From 0.</param>
    /// <param name="zero">How the language writes a word of zeros.</param>
    internal static string Expression(GateNetwork network, int gate, string zero)
    {
        (byte kind, int first, int second) = network.Gates[gate];
        (string a, string b) = (Of(network, first), Of(network, second));
        return kind switch
        {
            0 => zero,
            1 => $"{a} & {b}",
            2 => $"{a} & ~{b}",
            3 => a,
            4 => $"~{a} & {b}",
            5 => b,
            6 => $"{a} ^ {b}",
            7 => $"{a} | {b}",
            8 => $"~({a} | {b})",
            9 => $"~({a} ^ {b})",
            10 => $"~{b}",
            11 => $"{a} | ~{b}",
            12 => $"~{a}",
            13 => $"~{a} | {b}",
            14 => $"~({a} & {b})",
            _ => $"~{zero}",
        };
    }
}
