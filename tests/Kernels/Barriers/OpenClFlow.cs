using System.Text.RegularExpressions;

namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>
/// Reads OpenCL C as ILGPU writes it: labels and jumps in place of blocks, one statement a line, and addresses of shared
/// memory in variables of pointer types that have names.
/// </summary>
internal static partial class OpenClFlow
{
    /// <summary>Reads a kernel. A function that it calls is taken for no barrier, and for both a load and a store.</summary>
    /// <exception cref="NotSupportedException">It has a statement whose effect on the flow is not known here.</exception>
    public static KernelFlow Read(string source)
    {
        KernelFlow flow = new();
        HashSet<string> shared = SharedVariables(source);
        bool conditional = false;
        foreach ((int index, string text) in KernelBody(source))
        {
            if (Label().Match(text) is { Success: true } label)
            {
                flow.Label(label.Groups["name"].Value);
            }
            else if (Condition().IsMatch(text))
            {
                conditional = true;
            }
            else if (text.Length > 0)
            {
                Add(flow, index + 1, text, shared, conditional);
                conditional = false;
            }
        }

        return flow;
    }

    private static IEnumerable<(int Index, string Line)> KernelBody(string source) => source.Split('\n')
        .Select(line => line.Trim())
        .Index()
        .SkipWhile(line => !line.Item.StartsWith("kernel void", StringComparison.Ordinal))
        .SkipWhile(line => line.Item != "{")
        .Skip(1)
        .TakeWhile(line => line.Item != "}");

    private static void Add(KernelFlow flow, int line, string text, HashSet<string> shared, bool conditional)
    {
        if (Jump().Match(text) is { Success: true } jump)
        {
            flow.Jump(line, text, jump.Groups["target"].Success ? jump.Groups["target"].Value : null, conditional);
        }
        else if (!text.EndsWith(';') || Structure().IsMatch(text))
        {
            throw new NotSupportedException($"line {line}: {text}");
        }
        else
        {
            flow.Add(line, text, Barrier().IsMatch(text) && !conditional ? SharedAccess.Barrier : AccessOf(text, shared));
        }
    }

    private static SharedAccess AccessOf(string text, HashSet<string> shared)
    {
        if (Load().Match(text) is { Success: true } load)
        {
            return shared.Contains(load.Groups["pointer"].Value) ? SharedAccess.Load : SharedAccess.None;
        }

        if (Store().Match(text) is { Success: true } store)
        {
            return shared.Contains(store.Groups["pointer"].Value) ? SharedAccess.Store : SharedAccess.None;
        }

        bool isHarmless = Address().IsMatch(text) || Declaration().IsMatch(text);
        return isHarmless || !Variable().Matches(text).Any(name => shared.Contains(name.Value))
            ? SharedAccess.None
            : SharedAccess.Unknown;
    }

    private static HashSet<string> SharedVariables(string source)
    {
        HashSet<string> types = [.. PointerType().Matches(source).Select(match => match.Groups["name"].Value)];
        IEnumerable<string> pointers = Declaration().Matches(source)
            .Where(match => types.Contains(match.Groups["type"].Value))
            .Select(match => match.Groups["name"].Value);
        return [.. pointers, .. SharedArray().Matches(source).Select(match => match.Groups["name"].Value)];
    }

    [GeneratedRegex(@"^(?<name>L_\w+)\s*:\s*;$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^if\s*\(\s*!?\s*\w+\s*\)$")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^(goto\s+(?<target>\w+)|return)\s*;$")]
    private static partial Regex Jump();

    // What could jump in another way.
    [GeneratedRegex(@"\b(goto|return|if|else|switch|case|for|while|do)\b|[{}]")]
    private static partial Regex Structure();

    // Nothing but local memory's fence makes other threads' stores to it seen.
    [GeneratedRegex(@"^(work_group_)?barrier\s*\([^)]*\bCLK_LOCAL_MEM_FENCE\b")]
    private static partial Regex Barrier();

    [GeneratedRegex(@"^\w+\s*=\s*\*\s*(?<pointer>\w+)\s*;$")]
    private static partial Regex Load();

    [GeneratedRegex(@"^\*\s*(?<pointer>\w+)\s*=")]
    private static partial Regex Store();

    // An address may become one of another type.
    [GeneratedRegex(@"^\w+\s*=\s*((\(\s*type_\w+\s*\)\s*)?\w+|&\s*\w+\[\w+\])\s*;$")]
    private static partial Regex Address();

    [GeneratedRegex(@"\bvar\w+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"typedef\s+(__)?local\s+[\w\s]+\*\s*(?<name>\w+)\s*;")]
    private static partial Regex PointerType();

    [GeneratedRegex(@"^\s*((?<type>\w+)\s+(?<name>var\w+)|(__)?local\s[^=&]*)\s*;\s*$", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\s*(__)?local\s+\w+\s+(?<name>\w+)\s*\[", RegexOptions.Multiline)]
    private static partial Regex SharedArray();
}
