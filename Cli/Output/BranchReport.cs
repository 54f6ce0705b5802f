using System.Text.Json.Serialization;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Output;

/// <summary>What came of one branch; its JSON form is part of the command line.</summary>
/// <param name="Branch">Its number.</param>
/// <param name="Varied">What it differs by from the others: values by name.</param>
/// <param name="File">Its world file.</param>
/// <param name="Table">Its table of what was observed; null if it could not be written.</param>
/// <param name="Death">What the world died of, if it did.</param>
/// <param name="Report">What the run came to.</param>
internal sealed record BranchReport(
    int Branch, IReadOnlyDictionary<string, string> Varied, string File, string? Table, string? Death, RunReport Report)
{
    /// <summary>The values of <see cref="Varied"/>, as a label.</summary>
    [JsonIgnore]
    public string Label => string.Join(", ", Varied.Select(pair => $"{pair.Key} {pair.Value}"));

    public static BranchReport Create(
        Branch branch, IReadOnlyList<BranchChoice> choices, BranchFolder folder, RunResult result, RunReport report) => new(
            branch.Number,
            choices.Zip(branch.Values).ToDictionary(pair => pair.First.Name, pair => pair.Second),
            folder.WorldOf(branch),
            result.Written.Contains(folder.TableOf(branch)) ? folder.TableOf(branch) : null,
            result.Death,
            report);
}
