using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>Writes a configuration as JSON that says everything, defaults too.</summary>
internal static class RunConfigurationWriter
{
    public static JsonObject Write(RunConfiguration configuration)
    {
        WorldParameters parameters = configuration.Parameters;
        JsonObject root = new();
        if (RuleSets.Of(parameters) is var rules && rules != RuleSets.Standard)
        {
            root[RunConfigurationReader.Rules] = rules.Name;
        }

        foreach (ParameterDescription parameter in parameters.Catalogue.All)
        {
            root[parameter.Name] = Values(parameter, parameters);
        }

        if (configuration.Steps is StepGoal steps)
        {
            root[RunConfigurationReader.Steps] = steps.IsTotal ? steps.ToString() : steps.Number;
        }

        if (!configuration.Schedule.IsEmpty)
        {
            root[RunConfigurationReader.Schedule] = new JsonArray([.. configuration.Schedule.Select(Change)]);
        }

        if (!configuration.Walls.IsEmpty)
        {
            root[RunConfigurationReader.Walls] = new JsonArray([.. configuration.Walls.Select(Line)]);
        }

        return root;
    }

    // An array leaves out what holds beside them: for the sun's rate, and for species that come later.
    private static JsonNode Values(ParameterDescription parameter, WorldParameters parameters)
    {
        string common = parameter.Read(parameters);
        int[] overridden = [.. parameter.Overridden(parameters)];
        if (overridden.Length == 0)
        {
            return AssignmentsJson.Value(parameter, common);
        }

        if (common == parameter.Read(parameters.Catalogue.Standard))
        {
            return new JsonArray(
                [
                    .. Enumerable.Range(1, parameters.Species)
                        .Select(species => AssignmentsJson.Value(parameter, parameter.Read(parameters, species))),
                ]);
        }

        return AssignmentsJson.WriteValues(
        [
            new ParameterAssignment(parameter, null, common),
            .. overridden.Select(species => new ParameterAssignment(parameter, species, parameter.Read(parameters, species))),
        ]);
    }

    private static JsonObject Change(ScheduledChange change) => new()
    {
        [RunConfigurationReader.Step] = change.Step,
        [RunConfigurationReader.Set] = AssignmentsJson.WriteSet(change.Assignments),
    };

    private static JsonObject Line(Wall wall) => new()
    {
        [RunConfigurationReader.From] = new JsonArray(wall.FromX, wall.FromY),
        [RunConfigurationReader.To] = new JsonArray(wall.ToX, wall.ToY),
        [RunConfigurationReader.Radius] = wall.Radius,
    };
}
