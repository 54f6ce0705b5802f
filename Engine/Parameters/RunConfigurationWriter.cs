using System.Text.Json.Nodes;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>Writes a configuration as JSON that says everything, defaults too.</summary>
internal static class RunConfigurationWriter
{
    public static JsonObject Write(RunConfiguration configuration)
    {
        EcosystemParameters parameters = configuration.Parameters;
        JsonObject root = new();
        foreach (ParameterDescription parameter in ParameterCatalogue.All)
        {
            root[parameter.Name] = parameter.Overridden(parameters).Any()
                ? new JsonArray(
                    [
                        .. Enumerable.Range(1, parameters.Species)
                            .Select(species => Value(parameter, parameter.Read(parameters, species))),
                    ])
                : Value(parameter, parameter.Read(parameters));
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

    /// <summary>A parameter's value, given as text, as JSON.</summary>
    internal static JsonNode Value(ParameterDescription parameter, string text) =>
        parameter.Kind == ParameterKind.Choice ? JsonValue.Create(text) : JsonNode.Parse(text)!;

    private static JsonObject Change(ScheduledChange change)
    {
        JsonObject set = new();
        foreach ((ParameterDescription parameter, IEnumerable<ParameterAssignment> assignments) in change.Assignments
            .GroupBy(assignment => assignment.Parameter, (parameter, assignments) => (parameter, assignments)))
        {
            ParameterAssignment[] values = [.. assignments];
            set[parameter.Name] = values[0].Species is null
                ? Value(parameter, values[0].Value)
                : new JsonArray([.. values.Select(assignment => Value(parameter, assignment.Value))]);
        }

        return new JsonObject { [RunConfigurationReader.Step] = change.Step, [RunConfigurationReader.Set] = set };
    }

    private static JsonObject Line(Wall wall) => new()
    {
        [RunConfigurationReader.From] = new JsonArray(wall.FromX, wall.FromY),
        [RunConfigurationReader.To] = new JsonArray(wall.ToX, wall.ToY),
        [RunConfigurationReader.Radius] = wall.Radius,
    };
}
