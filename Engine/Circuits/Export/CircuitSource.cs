using System.Text;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Export;

/// <summary>Networks as programs of other languages.</summary>
public static class CircuitSource
{
    /// <summary>C99: a function <c>circuit</c> of 64 cells at once, which stands alone.</summary>
    public static string C(GateNetwork network)
    {
        StringBuilder text = new();
        text.Append(
            $"""
            #include <stdint.h>

            /* The next bits of 64 cells at once, bit i of every word for cell i: {network.Gates.Length} operations.
               in[] holds bits of the cells' neighbours, by plane and direction; north is the row above. */
            void circuit(const uint64_t *in, uint64_t *out)
            """).Append("\n{\n");
        for (int input = 0; input < network.Inputs.Length; input++)
        {
            text.Append($"    const uint64_t {NodeNames.Of(network, input)} = in[{input}];\n");
        }

        for (int gate = 0; gate < network.Gates.Length; gate++)
        {
            text.Append($"    const uint64_t g{gate} = {NodeNames.Expression(network, gate, "(uint64_t)0")};\n");
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            text.Append($"    out[{output}] = {NodeNames.Of(network, network.Outputs[output])};\n");
        }

        return text.Append("}\n").Replace("\r", "").ToString();
    }

    /// <summary>Verilog: a combinational module <c>circuit</c> of one cell, whose ports have the names of its neighbours and planes.</summary>
    public static string Verilog(GateNetwork network)
    {
        string[] ports =
        [
            .. network.Inputs.Select(input => $"    input wire {NodeNames.Of(input)}"),
            .. network.Outputs.Select((_, output) => $"    output wire {NodeNames.OfOutput(output)}"),
        ];
        StringBuilder text = new();
        text.Append($"// The next bits of a cell: {network.Gates.Length} gates. Ports are planes and directions; north is the row above.\n");
        text.Append($"module circuit(\n{string.Join(",\n", ports)}\n);\n");
        for (int gate = 0; gate < network.Gates.Length; gate++)
        {
            text.Append($"    wire g{gate} = {NodeNames.Expression(network, gate, "1'b0")};\n");
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            text.Append($"    assign {NodeNames.OfOutput(output)} = {NodeNames.Of(network, network.Outputs[output])};\n");
        }

        return text.Append("endmodule\n").ToString();
    }
}
