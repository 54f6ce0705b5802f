using System.Text.Json;
using System.Text.Json.Serialization;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Sessions.Timeline;

/// <summary>What was observed and what happened, as world files keep it.</summary>
internal static class HistoryJson
{
    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Adds samples and events to what a file keeps.</summary>
    public static EcoExtras Write(IReadOnlyList<HistorySample> samples, IReadOnlyList<WorldEvent> events) => EcoExtras.None
        .With(EcoExtras.History, JsonSerializer.SerializeToUtf8Bytes(samples, options))
        .With(EcoExtras.Events, JsonSerializer.SerializeToUtf8Bytes(events, options));

    /// <summary>Reads them back; nothing where a file keeps none, or what somebody else wrote under these names.</summary>
    public static (IReadOnlyList<HistorySample> Samples, IReadOnlyList<WorldEvent> Events) Read(EcoExtras extras)
    {
        IReadOnlyList<HistorySample> samples = Read<HistorySample>(extras[EcoExtras.History]);
        IReadOnlyList<WorldEvent> events = Read<WorldEvent>(extras[EcoExtras.Events]);
        bool isWhole = samples.All(sample => sample is { Shares.Length: > 1 }) && events.All(e => e is { Text: not null });
        return isWhole ? (samples, events) : ([], []);
    }

    private static T[] Read<T>(ReadOnlyMemory<byte>? bytes)
    {
        try
        {
            return bytes is ReadOnlyMemory<byte> json ? JsonSerializer.Deserialize<T[]>(json.Span, options) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
