using System.Globalization;
using System.Text;
using System.Text.Json;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>What a JSON text must look like, and one line that says where it does not.</summary>
internal static class JsonShape
{
    private const int LongestQuote = 40;
    private const int LongestLine = 400;

    private static readonly UTF8Encoding Unicode = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a JSON text that people may have written; errors name <paramref name="source"/>.</summary>
    public static T Read<T>(string json, string source, Func<JsonElement, T> read) => Explained(source, () =>
    {
        using JsonDocument document = StrictJson.Parse(Unicode.GetBytes(json), writtenByHand: true);
        return read(document.RootElement);
    });

    /// <summary>What is read from a JSON text in whatever way; errors name <paramref name="source"/>.</summary>
    public static T Explained<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw new UserException($"{source}: {OneLine(Explain(exception))}", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Halves of a pair of surrogates, written out or as an escape.
            throw new UserException($"{source}: not valid JSON: a text in it is not valid Unicode", exception);
        }
        catch (UserException exception)
        {
            throw new UserException($"{source}: {OneLine(exception.Message)}", exception);
        }
    }

    /// <summary>What is read of a property; errors name it.</summary>
    public static T Named<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UserException exception)
        {
            throw new UserException($"{name}: {exception.Message}", exception);
        }
    }

    public static void Require(JsonElement element, JsonValueKind kind, string name, string noun)
    {
        if (element.ValueKind != kind)
        {
            throw new UserException($"{name} must be {noun}; {Quote(element)} is not");
        }
    }

    /// <summary>An object with all of some properties, and no others but those that are <paramref name="optional"/>.</summary>
    public static void RequireProperties(
        JsonElement element,
        string name,
        IReadOnlyList<string> required,
        params IReadOnlyList<string> optional)
    {
        Require(element, JsonValueKind.Object, name, "an object");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!required.Contains(property.Name) && !optional.Contains(property.Name))
            {
                string[] known = [.. required, .. optional];
                string near = NearestName.Question(property.Name, known);
                throw new UserException(
                    $"{name} does not know '{Shorten(property.Name)}'{(near.Length > 0 ? near : $"; it knows {string.Join(", ", known)}")}");
            }
        }

        foreach (string one in required)
        {
            if (!element.TryGetProperty(one, out _))
            {
                throw new UserException($"{name} needs '{one}'");
            }
        }
    }

    /// <summary>A whole number, which may be written as 3.0 or 3e0 too: to JSON these are the same.</summary>
    public static long ReadWholeNumber(JsonElement value, string name, long minimum, long maximum = long.MaxValue)
    {
        if (value.ValueKind != JsonValueKind.Number
            || !long.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out long number)
            || number < minimum
            || number > maximum)
        {
            string range = maximum == long.MaxValue ? $"from {minimum} on" : $"from {minimum} to {maximum}";
            throw new UserException($"{name} must be a whole number {range}; {Quote(value)} is not one");
        }

        return number;
    }

    /// <summary>What random numbers follow from: a whole number of 64 bits.</summary>
    public static ulong ReadSeed(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong number)
        ? number
        : throw new UserException($"{name} must be a whole number from 0 to {ulong.MaxValue}; {Quote(value)} is not one");

    public static float ReadNumber(JsonElement value, string name, float minimum, float maximum)
    {
        if (value.ValueKind != JsonValueKind.Number
            || !value.TryGetSingle(out float number)
            || !(number >= minimum && number <= maximum))
        {
            throw new UserException(FormattableString.Invariant(
                $"{name} must be a number between {minimum} and {maximum}; {Quote(value)} is not one"));
        }

        return number;
    }

    public static (float X, float Y) ReadPoint(JsonElement point, string name, float minimum, float maximum)
    {
        if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() != 2)
        {
            throw new UserException($"{name} must be [x, y]; {Quote(point)} is not");
        }

        return (ReadNumber(point[0], $"{name}[0]", minimum, maximum), ReadNumber(point[1], $"{name}[1]", minimum, maximum));
    }

    public static string Quote(JsonElement element) => Shorten(element.GetRawText().ReplaceLineEndings(" "));

    public static string Shorten(string text) => Cut(text, LongestQuote);

    // Names and values of a file may hold anything.
    private static string OneLine(string message) => Cut(message.ReplaceLineEndings(" "), LongestLine);

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..length]}…";

    private static string Explain(JsonException exception)
    {
        // The first sentence says what is wrong; the rest is for programmers, and counts lines from 0.
        string message = exception.Message.Split(". ", 2)[0].TrimEnd('.');
        return exception.LineNumber is long line
            ? $"not valid JSON, line {line + 1}, column {exception.BytePositionInLine + 1}: {message}"
            : $"not valid JSON: {message}";
    }
}
