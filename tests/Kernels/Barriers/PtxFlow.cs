using System.Text.RegularExpressions;

namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>Reads PTX as ILGPU writes it: one instruction or label a line.</summary>
internal static partial class PtxFlow
{
    /// <summary>Reads a kernel.</summary>
    /// <exception cref="NotSupportedException">It has an instruction whose effect on the flow is not known here.</exception>
    public static KernelFlow Read(string ptx)
    {
        KernelFlow flow = new();
        foreach ((int index, string line) in ptx.Split('\n').Index())
        {
            string text = line.Split("//")[0].Trim();
            if (Label().Match(text) is { Success: true } label)
            {
                flow.Label(label.Groups["name"].Value);
            }
            else if (text.EndsWith(';') && !text.StartsWith('.'))
            {
                Match instruction = Instruction().Match(text);
                Add(flow, index + 1, text, instruction.Groups["name"].Value, instruction.Groups["operands"].Value,
                    conditional: instruction.Groups["guard"].Success);
            }
        }

        return flow;
    }

    private static void Add(KernelFlow flow, int line, string text, string name, string operands, bool conditional)
    {
        string[] words = name.Split('.');
        switch (words[0])
        {
            case "bra":
                flow.Jump(line, text, operands, conditional);
                break;
            case "ret" or "exit":
                flow.Jump(line, text, null, conditional);
                break;
            case "bar" when name == "bar.sync" && operands == "0" && !conditional:
                flow.Add(line, text, SharedAccess.Barrier);
                break;
            case "" or "bar" or "barrier" or "brx" or "call":
                throw new NotSupportedException($"line {line}: {text}");
            default:
                flow.Add(line, text, AccessOf(words));
                break;
        }
    }

    // A generic address may be one of shared memory.
    private static SharedAccess AccessOf(string[] words) => words[0] switch
    {
        "ld" or "st" or "atom" or "red" when words.Intersect(["global", "local", "param", "const"]).Any() => SharedAccess.None,
        "ld" => SharedAccess.Load,
        "st" => SharedAccess.Store,
        "atom" or "red" => SharedAccess.Unknown,
        "cvta" => SharedAccess.None,
        _ => words.Contains("shared") ? SharedAccess.Unknown : SharedAccess.None,
    };

    [GeneratedRegex(@"^(?<name>\w+):$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?<guard>@!?%p\d+\s+)?(?<name>[a-z][\w.:]*)\s*(?<operands>.*);$")]
    private static partial Regex Instruction();
}
