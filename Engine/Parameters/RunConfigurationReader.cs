using System.Collections.Immutable;
using System.Text.Json;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>Reads a configuration from JSON, and refuses what it does not understand.</summary>
internal static class RunConfigurationReader
{
    internal const string Schema = "$schema";
    internal const string Schedule = "schedule";
    internal const string Step = "step";
    internal const string Set = "set";
    internal const string Walls = "walls";
    internal const string From = "from";
    internal const string To = "to";
    internal const string Radius = "radius";
    internal const float MaximumRadius = 0.5f;

    private const int LongestQuote = 40;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private static readonly string[] Sections = [Schedule, Walls];

    public static RunConfiguration Read(RunConfiguration basis, string json, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            return ReadConfiguration(basis, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new UserException($"{source}: {Explain(exception)}", exception);
        }
        catch (UserException exception)
        {
            throw new UserException($"{source}: {exception.Message}", exception);
        }
    }

    private static RunConfiguration ReadConfiguration(RunConfiguration basis, JsonElement root)
    {
        Require(root, JsonValueKind.Object, "the configuration", "an object");
        EcosystemParameters parameters = ReadParameters(basis.Parameters, root);
        return new RunConfiguration(
            parameters,
            root.TryGetProperty(Schedule, out JsonElement schedule) ? ReadSchedule(schedule, parameters) : basis.Schedule,
            root.TryGetProperty(Walls, out JsonElement walls) ? ReadWalls(walls) : basis.Walls);
    }

    private static EcosystemParameters ReadParameters(EcosystemParameters parameters, JsonElement root)
    {
        IEnumerable<(ParameterDescription Parameter, JsonElement Value)> assigned = root.EnumerateObject()
            .Where(property => property.Name != Schema && !Sections.Contains(property.Name))
            .Select(property => (Parameter: ParameterCatalogue.Find(property.Name, Sections), property.Value))
            // The number of species comes first: it says how long arrays must be.
            .OrderBy(property => property.Parameter.Name != nameof(EcosystemParameters.Species));
        foreach ((ParameterDescription parameter, JsonElement value) in assigned)
        {
            foreach (ParameterAssignment assignment in ReadAssignments(parameter, value, parameters.Species))
            {
                parameters = assignment.Apply(parameters);
            }
        }

        return parameters;
    }

    private static IEnumerable<ParameterAssignment> ReadAssignments(
        ParameterDescription parameter,
        JsonElement value,
        int species)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return [new ParameterAssignment(parameter, null, ReadText(parameter, parameter.Name, value))];
        }

        if (!parameter.PerSpecies)
        {
            throw new UserException($"{parameter.Name} is the same for all species; {Quote(value)} is an array");
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

    private static string ReadText(ParameterDescription parameter, string name, JsonElement value)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Switch when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                throw new UserException($"{name} must be true or false; {Quote(value)} is not");
            case ParameterKind.Choice:
                Require(value, JsonValueKind.String, name, "a name in quotation marks");
                return value.GetString()!;
            case ParameterKind.Integer or ParameterKind.Number:
                Require(value, JsonValueKind.Number, name, "a number");
                break;
        }

        return value.GetRawText();
    }

    private static ImmutableArray<ScheduledChange> ReadSchedule(JsonElement schedule, EcosystemParameters parameters)
    {
        Require(schedule, JsonValueKind.Array, Schedule, "an array");
        return
        [
            .. schedule.EnumerateArray()
                .Select((change, index) => ReadChange(change, $"{Schedule}[{index}]", parameters))
                .OrderBy(change => change.Step),
        ];
    }

    private static ScheduledChange ReadChange(JsonElement change, string name, EcosystemParameters parameters)
    {
        RequireProperties(change, name, [Step, Set]);
        JsonElement step = change.GetProperty(Step);
        if (step.ValueKind != JsonValueKind.Number || !step.TryGetInt64(out long number) || number < 0)
        {
            throw new UserException($"{name}.{Step} must be a whole number from 0 on; {Quote(step)} is not one");
        }

        JsonElement set = change.GetProperty(Set);
        Require(set, JsonValueKind.Object, $"{name}.{Set}", "an object");
        ImmutableArray<ParameterAssignment>.Builder assignments = ImmutableArray.CreateBuilder<ParameterAssignment>();
        foreach (JsonProperty property in set.EnumerateObject())
        {
            ParameterDescription parameter = ParameterCatalogue.Find(property.Name);
            if (parameter.Effect != ParameterEffect.Live)
            {
                throw new UserException($"{name} cannot change {parameter.Name}: only live parameters change during a run");
            }

            assignments.AddRange(ReadAssignments(parameter, property.Value, parameters.Species));
        }

        ScheduledChange result = new(number, assignments.ToImmutable());

        // Values are checked now, not when the step comes.
        _ = result.Apply(parameters);
        return result;
    }

    private static ImmutableArray<Wall> ReadWalls(JsonElement walls)
    {
        Require(walls, JsonValueKind.Array, Walls, "an array");
        return [.. walls.EnumerateArray().Select((wall, index) => ReadWall(wall, $"{Walls}[{index}]"))];
    }

    private static Wall ReadWall(JsonElement wall, string name)
    {
        RequireProperties(wall, name, [From, To, Radius]);
        (float fromX, float fromY) = ReadPoint(wall.GetProperty(From), $"{name}.{From}");
        (float toX, float toY) = ReadPoint(wall.GetProperty(To), $"{name}.{To}");
        float radius = ReadFraction(wall.GetProperty(Radius), $"{name}.{Radius}", MaximumRadius);
        return new Wall(fromX, fromY, toX, toY, radius);
    }

    private static (float X, float Y) ReadPoint(JsonElement point, string name)
    {
        if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() != 2)
        {
            throw new UserException($"{name} must be [x, y]; {Quote(point)} is not");
        }

        return (ReadFraction(point[0], $"{name}[0]", 1f), ReadFraction(point[1], $"{name}[1]", 1f));
    }

    private static float ReadFraction(JsonElement value, string name, float maximum)
    {
        if (value.ValueKind != JsonValueKind.Number
            || !value.TryGetSingle(out float number)
            || !(number >= 0 && number <= maximum))
        {
            throw new UserException(FormattableString.Invariant(
                $"{name} must be a number between 0 and {maximum}; {Quote(value)} is not one"));
        }

        return number;
    }

    private static void RequireProperties(JsonElement element, string name, IReadOnlyList<string> names)
    {
        Require(element, JsonValueKind.Object, name, "an object");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw new UserException(
                    $"{name} has no '{property.Name}'{NearestName.Question(property.Name, names)}");
            }
        }

        foreach (string required in names)
        {
            if (!element.TryGetProperty(required, out _))
            {
                throw new UserException($"{name} needs '{required}'");
            }
        }
    }

    private static void Require(JsonElement element, JsonValueKind kind, string name, string noun)
    {
        if (element.ValueKind != kind)
        {
            throw new UserException($"{name} must be {noun}; {Quote(element)} is not");
        }
    }

    private static string Quote(JsonElement element)
    {
        string text = element.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}…";
    }

    private static string Explain(JsonException exception)
    {
        // The first sentence says what is wrong; the rest is for programmers, and counts lines from 0.
        string message = exception.Message.Split(". ", 2)[0].TrimEnd('.');
        return exception.LineNumber is long line
            ? $"not valid JSON, line {line + 1}, column {exception.BytePositionInLine + 1}: {message}"
            : $"not valid JSON: {message}";
    }
}
