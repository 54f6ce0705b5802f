using System.Text;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Export;

/// <summary>What a network answers in every case there is, as a table of comma-separated values.</summary>
public static class TruthTableText
{
    /// <summary>A network of more inputs has too many cases to be listed.</summary>
    public const int MostInputs = 20;

    private const int WordBits = 64;

    /// <summary>A line of names, then a line for each case: its inputs, then the answers.</summary>
    /// <exception cref="UserException">The network has too many inputs.</exception>
    public static string Of(GateNetwork network)
    {
        int inputs = network.Inputs.Length;
        if (inputs > MostInputs)
        {
            throw new UserException($"a table of {inputs} inputs would have 2^{inputs} lines; up to 2^{MostInputs} can be written");
        }

        StringBuilder text = new();
        text.AppendJoin(',', network.Inputs.Select(NodeNames.Of).Concat(network.Outputs.Select((_, output) => NodeNames.OfOutput(output)))).Append('\n');
        for (int first = 0; first < 1 << inputs; first += WordBits)
        {
            ulong[] bits = [.. Enumerable.Range(0, inputs).Select(input => TruthTables.OfInput(input, first / WordBits))];
            ulong[] columns = [.. bits, .. network.Answer(bits)];
            for (int bit = 0; bit < Math.Min(WordBits, 1 << inputs); bit++)
            {
                for (int column = 0; column < columns.Length; column++)
                {
                    text.Append(column > 0 ? "," : "").Append(columns[column] >> bit & 1);
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
