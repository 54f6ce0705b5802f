using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Writes a .petri file: the header, then all arrays without gaps, in the order in which the header names them.</summary>
internal sealed class PetriWriter : IDisposable
{
    // Numbers at a time, so that a large array needs no copy.
    private const int PartLength = 1 << 16;

    private readonly MemoryStream header = new();
    private readonly List<Array> arrays = [];
    private readonly Utf8JsonWriter json;
    private long offset;

    private PetriWriter() => json = new Utf8JsonWriter(header);

    /// <summary>Writes all of a file.</summary>
    public static void Write(PetriFile file, Stream stream)
    {
        using PetriWriter writer = new();
        writer.WriteHeader(file);
        writer.json.Flush();

        Span<byte> prefix = stackalloc byte[PetriReader.PrefixLength];
        PetriReader.Magic.CopyTo(prefix);
        BinaryPrimitives.WriteUInt16LittleEndian(prefix[4..], PetriReader.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[6..], (uint)writer.header.Length);
        stream.Write(prefix);
        writer.header.WriteTo(stream);
        foreach (Array array in writer.arrays)
        {
            WriteArray(array is uint[] whole ? MemoryMarshal.Cast<uint, int>(whole) : MemoryMarshal.Cast<float, int>((float[])array), stream);
        }
    }

    public void Dispose()
    {
        json.Dispose();
        header.Dispose();
    }

    private static void WriteArray(ReadOnlySpan<int> words, Stream stream)
    {
        int[] part = new int[Math.Min(PartLength, words.Length)];
        for (int first = 0; first < words.Length; first += PartLength)
        {
            Span<int> target = part.AsSpan(0, Math.Min(PartLength, words.Length - first));
            words.Slice(first, target.Length).CopyTo(target);
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(target, target);
            }

            stream.Write(MemoryMarshal.AsBytes(target));
        }
    }

    private void WriteHeader(PetriFile file)
    {
        json.WriteStartObject();
        json.WriteNumber("formatVersion", PetriReader.Version);
        json.WritePropertyName("run");
        WriteRun(file.Run);
        json.WriteStartArray("events");
        foreach (PetriEvent happened in file.Events)
        {
            PetriEvents.Write(json, happened);
        }

        json.WriteEndArray();
        json.WriteStartArray("checkpoints");
        foreach (PetriCheckpoint checkpoint in file.Checkpoints)
        {
            WriteCheckpoint(checkpoint);
        }

        json.WriteEndArray();
        if (file.Timeseries is PetriTimeseries timeseries)
        {
            WriteTimeseries(timeseries);
        }

        json.WriteEndObject();
    }

    private void WriteRun(PetriRun run)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WritePropertyName("seed");
        json.WriteRawValue(run.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("createdAt", run.CreatedAt);
        WriteConfig("initialConfig", run.InitialConfig);
        json.WriteStartArray("checkpointIds");
        foreach (string id in run.CheckpointIds)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteString("parentRunId", run.ParentRunId);
        if (run.ParentStep is long step)
        {
            json.WriteNumber("parentStep", step);
        }
        else
        {
            json.WriteNull("parentStep");
        }

        json.WriteNumber("formatVersion", PetriReader.Version);
        json.WriteNumber("lastStep", run.LastStep);
        json.WriteString("status", run.Status);
        json.WriteEndObject();
    }

    private void WriteConfig(string name, PetriConfig config)
    {
        json.WriteStartObject(name);
        json.WritePropertyName("CONFIG");
        config.Config.WriteTo(json);
        json.WritePropertyName("GUI_STATE");
        config.GuiState.WriteTo(json);
        json.WriteEndObject();
    }

    private void WriteCheckpoint(PetriCheckpoint checkpoint)
    {
        PetriShapes shapes = new(checkpoint.Parameters);
        json.WriteStartObject();
        json.WriteString("id", checkpoint.Id);
        json.WriteNumber("step", checkpoint.Step);
        json.WriteString("label", checkpoint.Label);
        json.WriteString("trigger", checkpoint.Trigger);
        WriteConfig("config", checkpoint.Config);
        WriteShape("gridShape", shapes.Grid);
        WriteShape("wallShape", shapes.Plane);
        if (checkpoint.WinRate is not null)
        {
            WriteShape("winRateShape", shapes.Plane);
        }

        WriteShape("sunBaseShape", shapes.Sun(checkpoint.SunBase.Length));
        WriteShape("sunParamsShape", shapes.Sun(checkpoint.SunParams.Length));
        json.WriteStartObject("sections");
        WriteSection("grid", checkpoint.Grid);
        WriteSection("wall", checkpoint.Wall);
        if (checkpoint.WinRate is not null)
        {
            WriteSection("winRate", checkpoint.WinRate);
        }

        WriteSection("sunBase", checkpoint.SunBase);
        WriteSection("sunParams", checkpoint.SunParams);
        json.WriteStartArray("modelWeights");
        foreach ((int index, ImmutableArray<int> shape) in shapes.Weights.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            WriteShape("shape", shape);
            WritePlace(checkpoint.Weights[index]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteTimeseries(PetriTimeseries timeseries)
    {
        json.WriteStartObject("timeseries");
        WriteSection("steps", timeseries.Steps);
        WriteSection("losses", timeseries.Losses);
        WriteSection("entropy", timeseries.Entropy);
        WriteSection("populations", timeseries.Populations);
        json.WriteNumber("speciesCount", timeseries.SpeciesCount);
        json.WriteNumber("length", timeseries.Steps.Length);
        json.WriteEndObject();
    }

    private void WriteShape(string name, ImmutableArray<int> shape)
    {
        json.WriteStartArray(name);
        foreach (int size in shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
    }

    private void WriteSection(string name, Array array)
    {
        json.WriteStartObject(name);
        WritePlace(array);
        json.WriteEndObject();
    }

    private void WritePlace(Array array)
    {
        long length = (long)array.Length * sizeof(float);
        json.WriteNumber("offset", offset);
        json.WriteNumber("length", length);
        arrays.Add(array);
        offset += length;
    }
}
