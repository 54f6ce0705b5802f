using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>What JSON schemas are made of.</summary>
internal static class SchemaParts
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A whole schema as text, the same on every machine.</summary>
    public static string Text(string title, JsonObject schema)
    {
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(Layout) + "\n";
    }

    public static JsonObject Object(JsonObject properties, params IReadOnlyList<string> required)
    {
        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>Anything of a type.</summary>
    public static JsonObject Of(string type, string? description) => Describe(description, new() { ["type"] = type });

    /// <summary>An object with properties of any names.</summary>
    public static JsonObject Map(string description, JsonObject values)
    {
        JsonObject map = Of("object", description);
        map["additionalProperties"] = values;
        return map;
    }

    public static JsonObject List(string description, JsonObject items) => new()
    {
        ["description"] = description,
        ["type"] = "array",
        ["items"] = items,
    };

    public static JsonObject Point(string description, float minimum, float maximum) => new()
    {
        ["description"] = description,
        ["type"] = "array",
        ["items"] = Number(null, minimum, maximum),
        ["minItems"] = 2,
        ["maxItems"] = 2,
    };

    public static JsonObject Number(string? description, float minimum, float maximum) =>
        Describe(description, new() { ["type"] = "number", ["minimum"] = minimum, ["maximum"] = maximum });

    public static JsonObject WholeNumber(string description, long minimum, long? maximum = null)
    {
        JsonObject number = new() { ["type"] = "integer", ["minimum"] = minimum };
        if (maximum is long most)
        {
            number["maximum"] = most;
        }

        return Describe(description, number);
    }

    public static JsonObject Choice(string description, params IReadOnlyList<string> values) => new()
    {
        ["description"] = description,
        ["type"] = "string",
        ["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
    };

    private static JsonObject Describe(string? description, JsonObject schema)
    {
        if (description is not null)
        {
            schema.Insert(0, "description", description);
        }

        return schema;
    }
}
