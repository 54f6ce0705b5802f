using System.Collections.Immutable;
using System.Text.Json;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Events as JSON.</summary>
internal static class PetriEvents
{
    private const string Change = "param";
    private const string Draw = "draw";
    private const string Reset = "reset";
    private const string Reseed = "reseed";

    /// <summary>Reads all events of a run.</summary>
    public static ImmutableArray<PetriEvent> Read(PetriField events) => [.. events.Elements.Select(ReadOne)];

    /// <summary>Writes an event.</summary>
    public static void Write(Utf8JsonWriter writer, PetriEvent happened)
    {
        if (happened is PetriOtherEvent other)
        {
            writer.WriteRawValue(other.Json);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", happened switch
        {
            PetriParameterEvent => Change,
            PetriDrawEvent => Draw,
            PetriRestartEvent { Reseeds: true } => Reseed,
            _ => Reset,
        });
        writer.WriteNumber("step", happened.Step);
        switch (happened)
        {
            case PetriParameterEvent change:
                writer.WriteString("param", change.Parameter);
                writer.WritePropertyName("oldValue");
                writer.WriteRawValue(change.OldValue);
                writer.WritePropertyName("newValue");
                writer.WriteRawValue(change.NewValue);
                break;
            case PetriDrawEvent draw:
                writer.WriteString("tool", draw.Tool);
                writer.WriteNumber("x", draw.X);
                writer.WriteNumber("y", draw.Y);
                writer.WriteNumber("radius", draw.Radius);
                if (draw.Species is long species)
                {
                    writer.WriteNumber("species", species);
                }

                break;
        }

        if (happened.Timestamp is string timestamp)
        {
            writer.WritePropertyName("timestamp");
            writer.WriteRawValue(timestamp);
        }

        writer.WriteEndObject();
    }

    private static PetriEvent ReadOne(PetriField field)
    {
        long step = field["step"].Step();
        string? timestamp = field.Find("timestamp")?.Value.GetRawText();
        string type = field["type"].Text;
        return type switch
        {
            Change => new PetriParameterEvent(step, field["param"].Text, Raw(field, "oldValue"), Raw(field, "newValue"), timestamp),
            Draw => new PetriDrawEvent(
                step,
                field["tool"].Text,
                field["x"].Number,
                field["y"].Number,
                field["radius"].Number,
                field.Find("species")?.Whole(long.MinValue, long.MaxValue),
                timestamp),
            Reset or Reseed => new PetriRestartEvent(step, type == Reseed, timestamp),
            _ => new PetriOtherEvent(step, field.Value.GetRawText()),
        };
    }

    // A value that the browser did not know is not written at all.
    private static string Raw(PetriField field, string name) => field.Find(name)?.Value.GetRawText() ?? "null";
}
