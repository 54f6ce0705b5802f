using System.CommandLine;

namespace GpuEcosystem.Cli.Help;

/// <summary>A verb with so many options that its help has them in groups.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    private readonly List<(string Title, IReadOnlyList<Option> Options)> groups = [];

    /// <summary>The groups, in the order of the help.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups => groups;

    /// <summary>Adds options that belong together.</summary>
    public void Add(string title, params IReadOnlyList<Option> options)
    {
        groups.Add((title, options));
        foreach (Option option in options)
        {
            Options.Add(option);
        }
    }
}
