using System.Globalization;
using System.Text.Json;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>A value of a header, with the name that errors call it by.</summary>
internal readonly record struct JsonField(string Name, JsonElement Value)
{
    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    /// <summary>A property of this object.</summary>
    public JsonField this[string property] => Find(property) ?? throw new UserException($"{Name} needs '{property}'");

    /// <summary>A property that this object may have.</summary>
    public JsonField? Find(string property) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(property, out JsonElement found)
            ? new JsonField($"{Name}.{property}", found)
            : null;

    public IEnumerable<JsonField> Items
    {
        get
        {
            string name = Name;
            return Value.ValueKind == JsonValueKind.Array
                ? Value.EnumerateArray().Select((item, index) => new JsonField($"{name}[{index}]", item))
                : throw Refuse("an array");
        }
    }

    public string Text => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Refuse("a text");

    public ulong Unsigned => Value.ValueKind == JsonValueKind.Number
        && ulong.TryParse(Value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out ulong number)
        ? number
        : throw Refuse("a whole number below 2^64");

    /// <summary>The value as JSON.</summary>
    public string Raw => Value.ValueKind == JsonValueKind.Object ? Value.GetRawText() : throw Refuse("an object");

    public long WholeNumber(long minimum, long maximum) =>
        Value.ValueKind == JsonValueKind.Number
            && long.TryParse(Value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out long number)
            && number >= minimum
            && number <= maximum
            ? number
            : throw Refuse($"a whole number from {minimum} to {maximum}");

    /// <summary>One of an enumeration's names, as it is written.</summary>
    public T Choice<T>()
        where T : struct, Enum
    {
        string text = Text;
        return Enum.GetValues<T>().Cast<T?>().FirstOrDefault(choice => $"{choice}" == text)
            ?? throw Refuse($"one of {string.Join(", ", Enum.GetNames<T>())}");
    }

    public UserException Refuse(string wanted) => new($"{Name} must be {wanted}");
}
