using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>A world before it starts: its parameters, how they change by themselves, and the walls that stand in it.</summary>
public sealed record RunConfiguration(
    WorldParameters Parameters,
    ImmutableArray<ScheduledChange> Schedule,
    ImmutableArray<Wall> Walls)
{
    /// <summary>How long a run goes on unless somebody says otherwise; null where that is open. The world does not know of it.</summary>
    public StepGoal? Steps { get; init; }

    /// <summary>The parameters of the specification, no changes, no walls.</summary>
    public static RunConfiguration Default { get; } = new(RuleSets.Standard.Catalogue.Standard, [], []);

    /// <summary>This configuration, with what a file says in place of what it said before.</summary>
    public RunConfiguration Load(string path) => Read(InputFile.ReadText(path), path);

    /// <summary>This configuration, with what a JSON text says in place of what it said before; errors name
    /// <paramref name="source"/>.</summary>
    public RunConfiguration Read(string json, string source) => RunConfigurationReader.Read(this, json, source);

    /// <summary>This configuration after an assignment: <c>Name=Value</c>, <c>Name[n]=Value</c>, or <c>Rules=Name</c>.</summary>
    /// <exception cref="UserException">There is no such parameter or value, or there are no such rules.</exception>
    public RunConfiguration Set(string assignment)
    {
        string[] parts = assignment.Split('=', 2, StringSplitOptions.TrimEntries);
        bool choosesRules = parts.Length == 2 && string.Equals(parts[0], RunConfigurationReader.Rules, StringComparison.OrdinalIgnoreCase);
        return this with
        {
            Parameters = choosesRules ? RuleSets.Adopt(parts[1], Parameters) : Parameters.Set(assignment),
        };
    }

    /// <summary>The JSON that <see cref="Read"/> takes back to the same configuration.</summary>
    public JsonObject ToJson() => RunConfigurationWriter.Write(this);

    /// <summary>Throws a <see cref="UserException"/> where this cannot make a world, at the start or later on.</summary>
    public void Validate()
    {
        Parameters.Validate();
        WorldParameters parameters = Parameters;
        foreach (ScheduledChange change in Schedule)
        {
            try
            {
                parameters = change.Apply(parameters);
                parameters.Validate();
            }
            catch (UserException exception)
            {
                throw new UserException($"schedule, step {change.Step}: {exception.Message}", exception);
            }
        }
    }
}
