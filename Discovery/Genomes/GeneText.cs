using System.Globalization;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>
/// A gene as people write it on a command line: <c>Name=low..high</c> or <c>Name=a,b,c</c>, for a range followed by <c>:log</c>, a number of
/// levels such as <c>:12</c>, or <c>:pieces=3:until=600</c> where it is a schedule.
/// </summary>
public static class GeneText
{
    private const string Scale = "log";

    /// <summary>How it is written, in words.</summary>
    public const string Help = "NAME=LOW..HIGH[:log][:LEVELS][:pieces=P:until=STEP] or NAME=A,B,C";

    /// <summary>Reads it.</summary>
    /// <param name="text">The gene.</param>
    /// <param name="parameters">The world's, whose rules say what a parameter's values are.</param>
    /// <returns>What a file would say: the gene's name, and its values.</returns>
    /// <exception cref="UserException">It is none.</exception>
    public static (string Name, JsonObject Values) Read(string text, WorldParameters parameters)
    {
        string[] sides = text.Split('=', 2);
        if (sides.Length != 2 || sides[1].Length == 0)
        {
            throw new UserException($"'{text}' varies nothing; write {Help}");
        }

        string name = sides[0].Trim();
        string[] parts = sides[1].Split(':');
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        ParameterDescription parameter = parameters.Catalogue.Find(bracket < 0 ? name : name[..bracket]);
        string written = parameter.Name + (bracket < 0 ? "" : name[bracket..]);
        return (written, parts[0].Contains("..", StringComparison.Ordinal) ? ReadRange(text, parts, parameter) : ReadList(text, parts));
    }

    private static JsonObject ReadRange(string text, string[] parts, ParameterDescription parameter)
    {
        string[] ends = parts[0].Split("..");
        if (ends.Length != 2 || !TryNumber(ends[0], out double low) || !TryNumber(ends[1], out double high))
        {
            throw new UserException($"'{text}' has no range of numbers; write {Help}");
        }

        bool isLogarithmic = parts.Contains(Scale);
        bool isWhole = parameter.Kind == ParameterKind.Integer;
        string kind = isWhole ? IntegerPrior.Whole : isLogarithmic ? NumberPrior.Logarithmic : NumberPrior.Uniform;
        JsonObject values = new() { [kind] = new JsonArray(low, high) };
        if (isWhole && isLogarithmic)
        {
            values[NumberPrior.Logarithmic] = true;
        }

        JsonObject schedule = [];
        foreach (string part in parts.Skip(1).Where(part => part != Scale))
        {
            string[] sides = part.Split('=');
            if (!long.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                || (sides.Length == 2 && sides[0] is not (GeneReader.Pieces or GeneReader.Until)))
            {
                throw new UserException($"'{text}': '{part}' says nothing; write {Help}");
            }

            (sides.Length == 2 ? schedule : values)[sides.Length == 2 ? sides[0] : Prior.Levels] = number;
        }

        if (schedule.Count == 0)
        {
            return values;
        }

        foreach ((string key, JsonNode? value) in values)
        {
            schedule[key] = value!.DeepClone();
        }

        return new JsonObject { [GeneReader.Schedule] = schedule };
    }

    private static JsonObject ReadList(string text, string[] parts)
    {
        string[] items = parts[0].Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > 1 || items.Contains(""))
        {
            throw new UserException($"'{text}' is no list; write {Help}");
        }

        return Array.TrueForAll(items, item => TryNumber(item, out _))
            ? new JsonObject { [ListPrior.Numbers] = new JsonArray([.. items.Select(item => JsonValue.Create(double.Parse(item, CultureInfo.InvariantCulture)))]) }
            : new JsonObject { [ListPrior.Choice] = new JsonArray([.. items.Select(item => JsonValue.Create(item))]) };
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
