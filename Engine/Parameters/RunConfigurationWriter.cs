using System.Text.Json.Nodes;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>Writes a configuration as JSON that says everything, defaults too.</summary>
internal static class RunConfigurationWriter
{
    public static JsonObject Write(RunConfiguration configuration)
    {
        var parameters = configuration.Parameters;
        var root = new JsonObject();
        foreach (var parameter in ParameterCatalogue.All)
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
        var set = new JsonObject();
        foreach (var values in change.Assignments.GroupBy(assignment => assignment.Parameter))
        {
            set[values.Key.Name] = values.First().Species is null
                ? Value(values.Key, values.First().Value)
                : new JsonArray([.. values.Select(assignment => Value(values.Key, assignment.Value))]);
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
