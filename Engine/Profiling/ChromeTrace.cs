using System.Text.Json;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>Writes launches in the Chrome trace event format, which Perfetto and chrome://tracing open.</summary>
public static class ChromeTrace
{
    /// <summary>Writes the launches of one step as complete events on one row.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="device">What the row is called.</param>
    /// <param name="launches">The launches, in order.</param>
    public static void Write(Stream target, string device, IReadOnlyList<LaunchTime> launches)
    {
        using Utf8JsonWriter json = new(target);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartArray("traceEvents");
        json.WriteStartObject();
        WriteRow(json, "thread_name", "M");
        json.WriteStartObject("args");
        json.WriteString("name", device);
        json.WriteEndObject();
        json.WriteEndObject();
        foreach (LaunchTime launch in launches)
        {
            json.WriteStartObject();
            WriteRow(json, launch.Operation, "X");

            // The format counts in microseconds.
            json.WriteNumber("ts", 1e3 * launch.Start);
            json.WriteNumber("dur", 1e3 * launch.Milliseconds);
            json.WriteStartObject("args");
            json.WriteNumber("multiplyAdds", launch.Cost.MultiplyAdds);
            json.WriteNumber("bytes", launch.Cost.Bytes);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, string name, string phase)
    {
        json.WriteString("name", name);
        json.WriteString("ph", phase);
        json.WriteNumber("pid", 1);
        json.WriteNumber("tid", 1);
    }
}
