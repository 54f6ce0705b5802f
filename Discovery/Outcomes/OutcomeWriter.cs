using System.Collections.Immutable;
using System.Text.Json;

namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>Writes an outcome's properties.</summary>
internal static class OutcomeWriter
{
    /// <exception cref="ArgumentException">The recipe is not JSON.</exception>
    public static void Write(Utf8JsonWriter json, Outcome outcome)
    {
        json.WriteStartObject();
        json.WriteNumber(OutcomeJson.Trial, outcome.Run.Trial);
        json.WriteNumber(OutcomeJson.Repeat, outcome.Run.Repeat);
        json.WriteNumber(OutcomeJson.Attempt, outcome.Attempt);
        json.WriteString(OutcomeJson.Worker, outcome.Worker);
        json.WriteString(OutcomeJson.Arithmetic, outcome.Arithmetic);
        json.WriteString(OutcomeJson.Program, outcome.Program);
        json.WriteString(OutcomeJson.Status, OutcomeJson.NameOf(outcome.Status));
        if (outcome.Reason is string reason)
        {
            json.WriteString(OutcomeJson.Reason, reason);
        }

        WriteList(json, OutcomeJson.Genome, outcome.Genome, json.WriteNumberValue);
        WriteMap(json, OutcomeJson.Values, outcome.Values, json.WriteStringValue);
        WriteList(json, OutcomeJson.Parents, outcome.Parents, json.WriteNumberValue);
        if (outcome.From is int from)
        {
            json.WriteNumber(OutcomeJson.From, from);
        }

        json.WriteNumber(OutcomeJson.WorldSeed, outcome.WorldSeed);
        json.WriteNumber(OutcomeJson.Steps, outcome.Steps);
        json.WriteNumber(OutcomeJson.Seconds, outcome.Seconds);
        WriteMap(json, OutcomeJson.Descriptors, outcome.Descriptors, json.WriteNumberValue);
        WriteList(json, OutcomeJson.Territory, outcome.Territory, json.WriteNumberValue);
        json.WriteString(OutcomeJson.StateHash, outcome.StateHash);
        if (outcome.Recipe.Length > 0)
        {
            WriteRecipe(json, outcome);
        }

        json.WriteEndObject();
    }

    // Value by value, since a recipe has lines of its own.
    private static void WriteRecipe(Utf8JsonWriter json, Outcome outcome)
    {
        try
        {
            using JsonDocument recipe = JsonDocument.Parse(outcome.Recipe);
            json.WritePropertyName(OutcomeJson.Recipe);
            recipe.RootElement.WriteTo(json);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"run {outcome.Run}: the recipe is not JSON", nameof(outcome), exception);
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private static void WriteMap<T>(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, T> items, Action<T> write)
    {
        json.WriteStartObject(name);
        foreach ((string key, T value) in items)
        {
            json.WritePropertyName(key);
            write(value);
        }

        json.WriteEndObject();
    }
}
