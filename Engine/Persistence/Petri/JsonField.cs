using System.Globalization;
using System.Text.Json;

namespace GpuEcosystem.Engine.Persistence.Petri;

/// <summary>A value in JSON that nobody trusts, and the path that errors call it by.</summary>
internal readonly record struct JsonField(JsonElement Value, string Path)
{
    // Deeper than any header or link that the browser writes.
    private const int DeepestLevel = 32;

    private const int LongestQuote = 40;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = DeepestLevel };

    /// <summary>The value of a property that must be there.</summary>
    public JsonField this[string name] => Find(name) ?? throw new UserException($"{Name(name)} is missing");

    /// <summary>The elements of an array.</summary>
    public IEnumerable<JsonField> Elements
    {
        get
        {
            Require(JsonValueKind.Array, "a list");
            string path = Path;
            return Value.EnumerateArray().Select((element, index) => new JsonField(element, $"{path}[{index}]"));
        }
    }

    /// <summary>The value as text.</summary>
    public string Text
    {
        get
        {
            Require(JsonValueKind.String, "a text");
            return Value.GetString()!;
        }
    }

    /// <summary>The value as a number that is finite.</summary>
    public double Number
    {
        get
        {
            Require(JsonValueKind.Number, "a number");
            return Value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Refuse("a finite number");
        }
    }

    /// <summary>Reads JSON of which everything can be read later: its form, its depth, and every text in it.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="name">What errors call it.</param>
    public static JsonField Parse(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            CheckTexts(document.RootElement);
            return new JsonField(document.RootElement.Clone(), "");
        }
        catch (JsonException exception)
        {
            throw new UserException($"{name} is not valid JSON: {exception.Message.Split(". ", 2)[0].TrimEnd('.')}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // What JsonElement throws for half a character, which JSON can spell and UTF-16 cannot hold.
            throw new UserException($"{name} holds text that is not Unicode", exception);
        }
    }

    /// <summary>The value of a property; null where it is missing or null.</summary>
    public JsonField? Find(string name)
    {
        Require(JsonValueKind.Object, "an object");
        return Value.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new JsonField(value, Name(name))
            : null;
    }

    /// <summary>The value as an object of any content.</summary>
    public JsonElement AsObject()
    {
        Require(JsonValueKind.Object, "an object");
        return Value;
    }

    /// <summary>The value as a whole number in a range.</summary>
    public long Whole(long minimum, long maximum)
    {
        bool fits = Value.ValueKind == JsonValueKind.Number
            && Value.TryGetInt64(out long number)
            && number >= minimum
            && number <= maximum;
        return fits ? Value.GetInt64() : throw Refuse($"a whole number between {minimum} and {maximum}");
    }

    /// <summary>The seed of a run: the browser's are signed numbers of 32 bits, this program's unsigned ones of 64.</summary>
    public Int128 Seed()
    {
        bool fits = Value.ValueKind == JsonValueKind.Number
            && Int128.TryParse(Value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 seed)
            && seed >= int.MinValue
            && seed <= ulong.MaxValue;
        return fits
            ? Int128.Parse(Value.GetRawText(), CultureInfo.InvariantCulture)
            : throw Refuse($"a whole number between {int.MinValue} and {ulong.MaxValue}");
    }

    /// <summary>An error that says what this value must be.</summary>
    public UserException Refuse(string noun)
    {
        string text = Value.GetRawText().ReplaceLineEndings(" ");
        return new UserException(
            $"{Path} must be {noun}; {(text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}…")} is not");
    }

    private static void CheckTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement child in element.EnumerateArray())
                {
                    CheckTexts(child);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    _ = property.Name;
                    CheckTexts(property.Value);
                }

                break;
        }
    }

    private string Name(string property) => Path.Length == 0 ? property : $"{Path}.{property}";

    private void Require(JsonValueKind kind, string noun)
    {
        if (Value.ValueKind != kind)
        {
            throw Path.Length == 0 ? new UserException($"the JSON must be {noun}") : Refuse(noun);
        }
    }
}
