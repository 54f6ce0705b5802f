using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuEcosystem.Web.Protocol;

/// <summary>JSON as pages and programs are told it: camel case, and null for what is no number.</summary>
internal static class WireJson
{
    /// <summary>How everything is written.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    /// <summary>Has options write so.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new Finite<float>(float.IsFinite, (writer, value) => writer.WriteNumberValue(value)));
        options.Converters.Add(new Finite<double>(double.IsFinite, (writer, value) => writer.WriteNumberValue(value)));
        return options;
    }

    /// <summary>A message of the socket: an object with one property, which names what it is.</summary>
    public static byte[] Message(string name, object? value)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object), Options);
            writer.WriteEndObject();
        }

        return text.ToArray();
    }

    // JSON has neither infinities nor what is no number.
    private sealed class Finite<T>(Func<T, bool> isFinite, Action<Utf8JsonWriter, T> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("numbers are only written");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (isFinite(value))
            {
                write(writer, value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
