using System.CommandLine;
using System.Text.Json.Nodes;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>An option that says what a file could say.</summary>
/// <param name="Option">The option.</param>
/// <param name="Place">The property of the file, and before it those that it lies in.</param>
/// <param name="Value">What its text is there.</param>
internal sealed record Saying(Option Option, IReadOnlyList<string> Place, Func<string, JsonNode> Value);
