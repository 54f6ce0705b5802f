using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>The JSON schema of configuration files, made from the catalogue.</summary>
public static class RunConfigurationSchema
{
    /// <summary>The schema as text, the same on every machine.</summary>
    public static string Generate()
    {
        JsonObject properties = new() { [RunConfigurationReader.Schema] = new JsonObject { ["type"] = "string" } };
        JsonObject live = new();
        properties[RunConfigurationReader.Rules] = SchemaParts.Choice(
            "What decides how the world goes on.", [.. RuleSets.All.Select(rules => rules.Name)]);
        properties[RunConfigurationReader.Steps] = new JsonObject
        {
            ["description"] = $"How long a run goes on unless somebody says otherwise: {StepGoal.Help}.",
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                new JsonObject { ["type"] = "string", ["pattern"] = $"^{StepGoal.Until}[0-9]+$" }),
        };
        foreach ((ParameterDescription parameter, WorldParameters standard) in Parameters)
        {
            properties[parameter.Name] = Property(parameter, standard);
            if (parameter.Effect == ParameterEffect.Live)
            {
                live[parameter.Name] = new JsonObject { ["$ref"] = $"#/properties/{parameter.Name}" };
            }
        }

        properties[RunConfigurationReader.Schedule] = SchemaParts.List("Changes of live parameters during the run.", Change(live));
        properties[RunConfigurationReader.Walls] = SchemaParts.List("Walls that stand from the start.", Wall());
        return SchemaParts.Text("Configuration of a GpuEcosystem world", SchemaParts.Object(properties));
    }

    /// <summary>The parameters of all rules, each once, and where its value is that holds unless set.</summary>
    internal static IEnumerable<(ParameterDescription Parameter, WorldParameters Standard)> Parameters => RuleSets.All
        .SelectMany(rules => rules.Catalogue.All, (rules, parameter) => (parameter, rules.Catalogue.Standard))
        .DistinctBy(one => one.parameter.Name);

    private static JsonObject Property(ParameterDescription parameter, WorldParameters standard)
    {
        JsonObject property = new() { ["description"] = parameter.Explanation };
        if (parameter.PerSpecies)
        {
            JsonObject values = new()
            {
                ["type"] = "array",
                ["description"] = "One value for each species.",
                ["items"] = Scalar(parameter),
                ["minItems"] = 1,
                ["maxItems"] = ParameterCatalogue.MaximumSpecies,
            };
            JsonObject named = new()
            {
                ["type"] = "object",
                ["description"] = "Values of some species by their numbers; 'all' holds for all others.",
                ["properties"] = new JsonObject { [AssignmentsJson.All] = Scalar(parameter) },
                ["patternProperties"] = new JsonObject { ["^[0-9]+$"] = Scalar(parameter) },
                ["additionalProperties"] = false,
            };
            property["anyOf"] = new JsonArray(Scalar(parameter), values, named);
        }
        else
        {
            foreach ((string key, JsonNode? value) in Scalar(parameter))
            {
                property[key] = value?.DeepClone();
            }
        }

        property["default"] = AssignmentsJson.Value(parameter, parameter.Read(standard));
        return property;
    }

    private static JsonObject Scalar(ParameterDescription parameter)
    {
        JsonObject scalar = new()
        {
            ["type"] = parameter.Kind switch
            {
                ParameterKind.Integer => "integer",
                ParameterKind.Number => "number",
                ParameterKind.Switch => "boolean",
                _ => "string",
            },
        };
        if (parameter.Choices.Count > 0)
        {
            // Some rules may leave a choice that others do not.
            IEnumerable<string> choices = RuleSets.All.SelectMany(rules => rules.Catalogue.All)
                .Where(same => same.Name == parameter.Name).SelectMany(same => same.Choices).Distinct();
            scalar["enum"] = new JsonArray([.. choices.Select(choice => AssignmentsJson.Value(parameter, choice))]);
        }

        if (parameter.Minimum is double minimum)
        {
            scalar["minimum"] = Limit(parameter, minimum);
        }

        if (parameter.Maximum is double maximum)
        {
            scalar["maximum"] = Limit(parameter, maximum);
        }

        if (parameter.MultipleOf is double factor)
        {
            scalar["multipleOf"] = factor;
        }

        return scalar;
    }

    // To the last digit, which the largest seed does not have as a double.
    private static JsonNode Limit(ParameterDescription parameter, double limit) =>
        parameter.Kind == ParameterKind.Integer ? JsonValue.Create((ulong)limit) : JsonValue.Create(limit);

    private static JsonObject Change(JsonObject live) => SchemaParts.Object(
        new JsonObject
        {
            [RunConfigurationReader.Step] =
                SchemaParts.WholeNumber("Number of the step before which the change happens, counted from 0.", 0),
            [RunConfigurationReader.Set] = SchemaParts.Object(live),
        },
        RunConfigurationReader.Step,
        RunConfigurationReader.Set);

    private static JsonObject Wall() => SchemaParts.Object(
        new JsonObject
        {
            [RunConfigurationReader.From] = Point(),
            [RunConfigurationReader.To] = Point(),
            [RunConfigurationReader.Radius] = SchemaParts.Number(
                "As a fraction of the grid's smaller side.", 0, RunConfigurationReader.MaximumRadius),
        },
        RunConfigurationReader.From,
        RunConfigurationReader.To,
        RunConfigurationReader.Radius);

    private static JsonObject Point() =>
        SchemaParts.Point("x and y as fractions of the grid's width and height.", 0, 1);
}
