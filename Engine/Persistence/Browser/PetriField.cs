using System.Globalization;
using System.Text.Json;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>A value in JSON that nobody trusts, and the path that errors call it by.</summary>
internal readonly record struct PetriField(JsonElement Value, string Path)
{
    // Deeper than any header or link that the browser writes.
    private const int DeepestLevel = 32;

    private const int LongestQuote = 40;

    // From there on, JavaScript's numbers are no longer whole ones.
    private const long LastStep = (1L << 53) - 1;

    /// <summary>The value of a property that must be there.</summary>
    public PetriField this[string name] => Find(name) ?? throw new UserException($"{PathOf(name)} is missing");

    /// <summary>The elements of an array.</summary>
    public IEnumerable<PetriField> Elements
    {
        get
        {
            Require(JsonValueKind.Array, "a list");
            string path = Path;
            return Value.EnumerateArray().Select((element, index) => new PetriField(element, $"{path}[{index}]"));
        }
    }

    /// <summary>The properties of an object.</summary>
    public IEnumerable<(string Name, PetriField Value)> Properties
    {
        get
        {
            Require(JsonValueKind.Object, "an object");
            PetriField self = this;
            return Value.EnumerateObject().Select(property => (property.Name, new PetriField(property.Value, self.PathOf(property.Name))));
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
    public static PetriField Parse(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json, DeepestLevel);
            CheckTexts(document.RootElement);
            return new PetriField(document.RootElement.Clone(), "");
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
    public PetriField? Find(string name)
    {
        Require(JsonValueKind.Object, "an object");
        return Value.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new PetriField(value, PathOf(name))
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
        return Value.ValueKind == JsonValueKind.Number
            && long.TryParse(Value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out long number)
            && number >= minimum
            && number <= maximum
                ? number
                : throw Refuse($"a whole number between {minimum} and {maximum}");
    }

    /// <summary>The value as a number of steps.</summary>
    public long Step() => Whole(0, LastStep);

    /// <summary>The seed of a run: the browser's are signed numbers of 32 bits, this program's unsigned ones of 64.</summary>
    public Int128 Seed()
    {
        return Value.ValueKind == JsonValueKind.Number
            && Int128.TryParse(Value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out Int128 seed)
            && seed >= int.MinValue
            && seed <= ulong.MaxValue
                ? seed
                : throw Refuse($"a whole number between {int.MinValue} and {ulong.MaxValue}");
    }

    /// <summary>An error that says what this value must be.</summary>
    public UserException Refuse(string noun) => new($"{Path} must be {noun}; {Quote()} is not");

    /// <summary>The value as JSON, or its beginning if it is long.</summary>
    public string Quote()
    {
        string text = Value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}…";
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

    private string PathOf(string property) => Path.Length == 0 ? property : $"{Path}.{property}";

    private void Require(JsonValueKind kind, string noun)
    {
        if (Value.ValueKind != kind)
        {
            throw Path.Length == 0 ? new UserException($"the JSON must be {noun}") : Refuse(noun);
        }
    }
}
