using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuEcosystem.Tests.Kernels.Cuda;

/// <summary>What can be read off a kernel's PTX without a GPU.</summary>
/// <param name="SharedBytes">Shared memory of a group.</param>
/// <param name="LocalBytes">Memory of a thread for what is in no register.</param>
/// <param name="Bytes">Bytes to and from global memory, with loops taken as run once.</param>
/// <param name="Operations">Operations on floats, with loops taken as run once.</param>
/// <param name="GlobalLoads">Loads from global memory in the inner block.</param>
/// <param name="SharedLoads">Loads from shared memory in the inner block.</param>
/// <param name="MultiplyAdds">Products that are added up in the inner block.</param>
/// <param name="Instructions">Instructions of the inner block, a product and its sum as one, four loads in a row as one.</param>
internal sealed partial record PtxFacts(
    int SharedBytes, int LocalBytes, int Bytes, int Operations, int GlobalLoads, int SharedLoads, int MultiplyAdds, int Instructions)
{
    /// <summary>Reads a kernel. Its inner block is the straight code that both loads and multiplies most.</summary>
    public static PtxFacts Of(string ptx)
    {
        string inner = ptx.Split('\n').Aggregate(new List<List<string>> { new() }, SplitAtJumps)
            .Select(block => string.Join('\n', block))
            .MaxBy(block => Math.Min(Count(block, "ld."), MultiplyAddsOf(block)))!;
        return new PtxFacts(
            SharedArray().Matches(ptx).Sum(Number),
            LocalArray().Matches(ptx).Sum(Number),
            GlobalAccess().Matches(ptx).Sum(match => Number(match) / 8),
            FloatOperation().Count(ptx),
            Count(inner, "ld.global"),
            Count(inner, "ld.shared"),
            MultiplyAddsOf(inner),
            InstructionsOf(inner));
    }

    private static int MultiplyAddsOf(string block) =>
        Math.Min(Count(block, "mul.f32"), Count(block, "add.f32")) + Count(block, "fma.rn.f32");

    // What assemblers fuse counts once, and what they rename away does not count: products with their sums, floats next to
    // each other in shared memory, moves and wider copies of indices.
    private static int InstructionsOf(string block) =>
        Instruction().Count(block)
        - Count(block, "mov.") - Count(block, "cvt.") - Math.Min(Count(block, "mul.wide"), Count(block, "add.u64"))
        - Math.Min(Count(block, "mul.f32"), Count(block, "add.f32"))
        - 3 * Count(block, "ld.shared.f32") / 4;

    private static List<List<string>> SplitAtJumps(List<List<string>> blocks, string line)
    {
        blocks[^1].Add(line);
        if (line.TrimEnd().EndsWith(':') || line.Contains("bra", StringComparison.Ordinal))
        {
            blocks.Add([]);
        }

        return blocks;
    }

    private static int Count(string text, string instruction) => text.Split(instruction).Length - 1;

    private static int Number(Match match) => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(ld|st)\.global\.\w?(?<count>\d+)")]
    private static partial Regex GlobalAccess();

    [GeneratedRegex(@"^\s*(@\S+\s+)?(add|sub|mul|div|fma|min|max|abs|neg|sqrt|rcp|ex2|lg2|sin|cos)(\.\w+)*\.f32", RegexOptions.Multiline)]
    private static partial Regex FloatOperation();

    [GeneratedRegex(@"^\t(@\S+\s+)?[a-z]", RegexOptions.Multiline)]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\.shared[^\n\[]*\[(?<count>\d+)\]")]
    private static partial Regex SharedArray();

    [GeneratedRegex(@"\.local[^\n\[]*\[(?<count>\d+)\]")]
    private static partial Regex LocalArray();
}
