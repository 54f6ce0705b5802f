using GpuEcosystem.Engine.Persistence.Browser;
using Xunit;

namespace GpuEcosystem.Tests;

/// <summary>What a page shows to be typed has been compiled: every block of C# is a part of a sample.</summary>
public sealed class DocumentationTests
{
    private const string Fence = "```";

    /// <summary>Blocks may leave the samples' indentation and empty lines out, and nothing else.</summary>
    [Fact]
    public void Every_block_of_code_is_in_a_sample()
    {
        string[] samples = [.. GeneratedFile.List("samples", "*.cs").Select(path => Squeeze(GeneratedFile.ReadLines(path)))];
        string[] blocks = [.. Blocks(GeneratedFile.ReadLines("docs/library.md"))];
        Assert.InRange(blocks.Length, 5, int.MaxValue);
        Assert.All(blocks, block => Assert.Contains(samples, sample => sample.Contains(block, StringComparison.Ordinal)));
    }

    /// <summary>Every parameter that the browser platform has too stands in the glossary, beside its name here.</summary>
    [Fact]
    public void The_glossary_is_complete()
    {
        string[] glossary = GeneratedFile.ReadLines("docs/glossary.md");
        Assert.All(PetriParameters.All, parameter =>
            Assert.Contains(glossary, line => line.StartsWith($"| `{parameter.Name}` | `{parameter.OurName}` |", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Blocks(IEnumerable<string> page)
    {
        List<string>? block = null;
        foreach (string line in page)
        {
            if (block is null)
            {
                block = line == Fence + "csharp" ? [] : null;
            }
            else if (line == Fence)
            {
                yield return Squeeze(block);
                block = null;
            }
            else
            {
                block.Add(line);
            }
        }
    }

    private static string Squeeze(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));
}
