using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>
/// A JSON object as the text of its properties, each taken apart when it is asked for: a recipe, which is most of an outcome, never.
/// </summary>
internal sealed class RawObject
{
    private static readonly UTF8Encoding unicode = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ImmutableArray<string> names;
    private readonly ReadOnlyMemory<byte>?[] properties;

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">UTF-8, the object and nothing else.</param>
    /// <param name="names">Properties that it has, and no others; those that come in this order are found soonest.</param>
    /// <param name="optional">How many of them, the last ones, may be missing.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="UserException">It is not such an object.</exception>
    public RawObject(ReadOnlyMemory<byte> text, ImmutableArray<string> names, int optional = 0)
    {
        this.names = names;
        properties = new ReadOnlyMemory<byte>?[names.Length];
        Utf8JsonReader json = new(text.Span);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new UserException("an object is needed");
        }

        int place = -1;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            place = Find(ref json, place + 1);
            if (properties[place] is not null)
            {
                throw new UserException($"'{names[place]}' is there twice");
            }

            json.Read();
            int start = (int)json.TokenStartIndex;
            json.Skip();
            properties[place] = text[start..(int)json.BytesConsumed];
        }

        // What follows the object is no JSON.
        json.Read();
        int missing = Array.IndexOf(properties, null, 0, names.Length - optional);
        if (missing >= 0)
        {
            throw new UserException($"'{names[missing]}' is missing");
        }
    }

    /// <summary>Reads the token that a reader is at, if it is of the right kind.</summary>
    public delegate bool TryRead<T>(ref Utf8JsonReader json, out T value);

    /// <summary>Whether an optional property is there.</summary>
    public bool Has(string name) => properties[names.IndexOf(name)] is not null;

    /// <summary>A property as it stands in the text.</summary>
    public string Text(string name) => unicode.GetString(Bytes(name));

    /// <summary>A property that is one value.</summary>
    /// <param name="name">The property.</param>
    /// <param name="kind">What it must be, for whoever wrote something else.</param>
    /// <param name="read">Reads the value.</param>
    /// <exception cref="UserException">It is something else.</exception>
    public T One<T>(string name, string kind, TryRead<T> read)
    {
        Utf8JsonReader json = Begin(name);
        return read(ref json, out T value) ? value : throw Wrong(name, kind);
    }

    /// <summary>A property that is a list of values; see <see cref="One"/>.</summary>
    public ImmutableArray<T> List<T>(string name, string kind, TryRead<T> read)
    {
        Utf8JsonReader json = Begin(name);
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong(name, kind);
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(read(ref json, out T value) ? value : throw Wrong(name, kind));
        }

        return items.DrainToImmutable();
    }

    /// <summary>A property that is an object of values by any names; see <see cref="One"/>.</summary>
    public ImmutableSortedDictionary<string, T> Map<T>(string name, string kind, TryRead<T> read)
    {
        Utf8JsonReader json = Begin(name);
        var items = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(name, kind);
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            if (!items.TryAdd(key, read(ref json, out T value) ? value : throw Wrong(name, kind)))
            {
                throw new UserException($"{name} has '{JsonShape.Shorten(key)}' twice");
            }
        }

        return items.ToImmutable();
    }

    private Utf8JsonReader Begin(string name)
    {
        Utf8JsonReader json = new(Bytes(name));
        json.Read();
        return json;
    }

    private ReadOnlySpan<byte> Bytes(string name) => properties[names.IndexOf(name)]!.Value.Span;

    // Looks from a place on, where the name is unless somebody changed the order.
    private int Find(ref Utf8JsonReader json, int from)
    {
        for (int next = from; next < from + names.Length; next++)
        {
            if (json.ValueTextEquals(names[next % names.Length]))
            {
                return next % names.Length;
            }
        }

        string name = json.GetString()!;
        throw new UserException($"there is no property '{JsonShape.Shorten(name)}'{NearestName.Question(name, names)}");
    }

    private UserException Wrong(string name, string kind) => new($"{name} must be {kind}; {JsonShape.Shorten(Text(name))} is not");
}
