using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>The JSON schema of configuration files, made from the catalogue.</summary>
public static class RunConfigurationSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as text, the same on every machine.</summary>
    public static string Generate()
    {
        JsonObject properties = new() { [RunConfigurationReader.Schema] = new JsonObject { ["type"] = "string" } };
        JsonObject live = new();
        foreach (ParameterDescription parameter in ParameterCatalogue.All)
        {
            properties[parameter.Name] = Property(parameter);
            if (parameter.Effect == ParameterEffect.Live)
            {
                live[parameter.Name] = new JsonObject { ["$ref"] = $"#/properties/{parameter.Name}" };
            }
        }

        properties[RunConfigurationReader.Schedule] = List("Changes of live parameters during the run.", Change(live));
        properties[RunConfigurationReader.Walls] = List("Walls that stand from the start.", Wall());
        JsonObject schema = Object(properties);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Configuration of a GpuEcosystem world");
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Property(ParameterDescription parameter)
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
            property["anyOf"] = new JsonArray(Scalar(parameter), values);
        }
        else
        {
            foreach ((string key, JsonNode? value) in Scalar(parameter))
            {
                property[key] = value?.DeepClone();
            }
        }

        property["default"] = RunConfigurationWriter.Value(parameter, parameter.Default);
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
            scalar["enum"] = new JsonArray(
                [.. parameter.Choices.Select(choice => RunConfigurationWriter.Value(parameter, choice))]);
        }

        if (parameter.Minimum is double minimum)
        {
            scalar["minimum"] = minimum;
        }

        if (parameter.Maximum is double maximum)
        {
            scalar["maximum"] = maximum;
        }

        if (parameter.MultipleOf is double factor)
        {
            scalar["multipleOf"] = factor;
        }

        return scalar;
    }

    private static JsonObject Change(JsonObject live) => Object(
        new JsonObject
        {
            [RunConfigurationReader.Step] = new JsonObject
            {
                ["description"] = "Number of the step before which the change happens, counted from 0.",
                ["type"] = "integer",
                ["minimum"] = 0,
            },
            [RunConfigurationReader.Set] = Object(live),
        },
        RunConfigurationReader.Step,
        RunConfigurationReader.Set);

    private static JsonObject Wall() => Object(
        new JsonObject
        {
            [RunConfigurationReader.From] = Point(),
            [RunConfigurationReader.To] = Point(),
            [RunConfigurationReader.Radius] = Fraction(
                "As a fraction of the grid's smaller side.",
                RunConfigurationReader.MaximumRadius),
        },
        RunConfigurationReader.From,
        RunConfigurationReader.To,
        RunConfigurationReader.Radius);

    private static JsonObject Point() => new()
    {
        ["description"] = "x and y as fractions of the grid's width and height.",
        ["type"] = "array",
        ["items"] = Fraction(null, 1f),
        ["minItems"] = 2,
        ["maxItems"] = 2,
    };

    private static JsonObject Fraction(string? description, float maximum)
    {
        JsonObject fraction = new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = maximum };
        if (description is not null)
        {
            fraction.Insert(0, "description", description);
        }

        return fraction;
    }

    private static JsonObject List(string description, JsonObject items) => new()
    {
        ["description"] = description,
        ["type"] = "array",
        ["items"] = items,
    };

    private static JsonObject Object(JsonObject properties, params IReadOnlyList<string> required)
    {
        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        }

        schema["additionalProperties"] = false;
        return schema;
    }
}
