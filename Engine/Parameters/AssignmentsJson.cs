using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>
/// Values of parameters as JSON. One value is everybody's, an array has one for each species, and an object says
/// which species are meant: <c>{ "all": 0.1, "2": 0.3 }</c>.
/// </summary>
internal static class AssignmentsJson
{
    internal const string All = "all";

    /// <summary>What a property assigns.</summary>
    /// <param name="parameter">The property's parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="species">How many values an array must have.</param>
    public static IEnumerable<ParameterAssignment> ReadValues(ParameterDescription parameter, JsonElement value, int species)
    {
        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            return [new ParameterAssignment(parameter, null, ReadText(parameter, parameter.Name, value))];
        }

        bool isArray = value.ValueKind == JsonValueKind.Array;
        if (!parameter.PerSpecies)
        {
            throw new UserException(
                $"{parameter.Name} is the same for all species; {JsonShape.Quote(value)} is an {(isArray ? "array" : "object")}");
        }

        if (!isArray)
        {
            return value.EnumerateObject()
                .Select(property => ReadOne(parameter, property))
                // What holds for all comes first: it takes the place of what single species had.
                .OrderBy(assignment => assignment.Species.HasValue);
        }

        if (value.GetArrayLength() != species)
        {
            throw new UserException($"{parameter.Name} has {value.GetArrayLength()} values, but Species is {species}");
        }

        return value.EnumerateArray().Select((element, index) => new ParameterAssignment(
            parameter,
            index + 1,
            ReadText(parameter, $"{parameter.Name}[{index + 1}]", element)));
    }

    /// <summary>What an object with a property for each parameter assigns to these parameters.</summary>
    public static ImmutableArray<ParameterAssignment> ReadSet(JsonElement set, WorldParameters parameters)
    {
        ImmutableArray<ParameterAssignment>.Builder assignments = ImmutableArray.CreateBuilder<ParameterAssignment>();
        foreach ((ParameterDescription parameter, JsonElement value) in set.EnumerateObject()
            .Select(property => (parameters.Catalogue.FindExactly(property.Name), property.Value))
            // The number of species comes first: it says how long arrays must be.
            .OrderBy(property => property.Item1.Name != nameof(WorldParameters.Species)))
        {
            ImmutableArray<ParameterAssignment> read = [.. ReadValues(parameter, value, parameters.Species)];
            parameters = read.ApplyTo(parameters);
            assignments.AddRange(read);
        }

        return assignments.ToImmutable();
    }

    /// <summary>The object that assigns the same, with a property for each parameter.</summary>
    public static JsonObject WriteSet(ImmutableArray<ParameterAssignment> assignments)
    {
        JsonObject set = new();
        foreach (IGrouping<ParameterDescription, ParameterAssignment> group in assignments.GroupBy(one => one.Parameter))
        {
            set[group.Key.Name] = WriteValues([.. group]);
        }

        return set;
    }

    /// <summary>The value of one parameter's property that assigns the same.</summary>
    /// <remarks>A slider that is dragged assigns again and again; the last value of each species is what counts.</remarks>
    public static JsonNode WriteValues(List<ParameterAssignment> assignments)
    {
        int common = assignments.FindLastIndex(one => one.Species is null);
        JsonObject values = new();
        foreach (ParameterAssignment one in assignments.Skip(common + 1))
        {
            values[one.Species!.Value.ToString(CultureInfo.InvariantCulture)] = Value(one);
        }

        if (common < 0)
        {
            return values;
        }

        JsonNode everybody = Value(assignments[common]);
        if (values.Count == 0)
        {
            return everybody;
        }

        values.Insert(0, All, everybody);
        return values;
    }

    /// <summary>A parameter's value, given as <see cref="ParameterDescription.Read"/> gives it, as JSON.</summary>
    public static JsonNode Value(ParameterDescription parameter, string text) =>
        parameter.Kind is ParameterKind.Choice or ParameterKind.Text ? JsonValue.Create(text) : JsonNode.Parse(text)!;

    // People write numbers in ways that JSON does not know.
    private static JsonNode Value(ParameterAssignment one) => Value(one.Parameter, one.Parameter.Normal(one.Value));

    private static ParameterAssignment ReadOne(ParameterDescription parameter, JsonProperty property)
    {
        string name = $"{parameter.Name}[{JsonShape.Shorten(property.Name)}]";
        string text = ReadText(parameter, name, property.Value);
        if (property.Name == All)
        {
            return new ParameterAssignment(parameter, null, text);
        }

        return int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int species)
            ? new ParameterAssignment(parameter, species, text)
            : throw new UserException(
                $"{parameter.Name} has values for species by their number, or for '{All}'; '{JsonShape.Shorten(property.Name)}' is neither");
    }

    private static string ReadText(ParameterDescription parameter, string name, JsonElement value)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Switch when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                throw new UserException($"{name} must be true or false; {JsonShape.Quote(value)} is not");
            case ParameterKind.Choice:
                JsonShape.Require(value, JsonValueKind.String, name, "a name in quotation marks");
                string choice = value.GetString()!;
                string? meant = parameter.Choices.FirstOrDefault(known => string.Equals(known, choice, StringComparison.OrdinalIgnoreCase));
                return meant is null || meant == choice
                    ? choice
                    : throw new UserException($"{name} is {meant}, letter for letter; {JsonShape.Quote(value)} is not");
            case ParameterKind.Text:
                JsonShape.Require(value, JsonValueKind.String, name, "a text in quotation marks");
                return value.GetString()!;
            case ParameterKind.Integer or ParameterKind.Number:
                JsonShape.Require(value, JsonValueKind.Number, name, "a number");
                break;
        }

        return value.GetRawText();
    }
}
