using System.Buffers.Binary;
using System.Collections.Immutable;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Reads a .petri file, and believes nothing that it says of itself.</summary>
internal static class PetriReader
{
    /// <summary>Bytes before the header: magic, version, the header's length.</summary>
    public const int PrefixLength = 10;

    /// <summary>The only version there is.</summary>
    public const ushort Version = 1;

    /// <summary>The first bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "PTRI"u8;

    /// <summary>Reads all of a file.</summary>
    /// <param name="stream">The file, from its start; it can seek.</param>
    /// <exception cref="UserException">It is not such a file, or something in it is wrong.</exception>
    public static PetriFile Read(Stream stream)
    {
        (PetriField header, PetriSections sections) = ReadHeader(stream);
        header["formatVersion"].Whole(Version, Version);
        PetriRun run = ReadRun(header["run"]);
        ImmutableArray<PetriEvent> events = header.Find("events") is PetriField all ? PetriEvents.Read(all) : [];
        ImmutableArray<PetriCheckpoint> checkpoints =
            [.. header["checkpoints"].Elements.Select(checkpoint => ReadCheckpoint(checkpoint, run.WorldSeed, sections))];
        PetriTimeseries? timeseries = header.Find("timeseries") is PetriField series ? ReadTimeseries(series, sections) : null;
        sections.CheckOverlaps();
        return new PetriFile(run, events, checkpoints, timeseries);
    }

    private static (PetriField Header, PetriSections Sections) ReadHeader(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        int given = stream.ReadAtLeast(prefix, PrefixLength, throwOnEndOfStream: false);
        if (given < PrefixLength || !prefix[..Magic.Length].SequenceEqual(Magic))
        {
            throw new UserException("this is not a .petri file: it does not begin with PTRI");
        }

        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(prefix[4..]);
        if (version != Version)
        {
            throw new UserException($"the file's version must be {Version}; {version} is not");
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(prefix[6..]);
        long rest = stream.Length - PrefixLength;
        if (length > rest || length > Array.MaxLength)
        {
            throw new UserException($"the header's length is {length}, but the file has {rest} bytes after it");
        }

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        return (PetriField.Parse(header, "the header"), new PetriSections(stream, PrefixLength + length));
    }

    private static PetriRun ReadRun(PetriField run) => new(
        run["id"].Text,
        run["seed"].Seed(),
        run["createdAt"].Text,
        ReadConfig(run["initialConfig"]),
        [.. run["checkpointIds"].Elements.Select(id => id.Text)],
        run.Find("parentRunId")?.Text,
        run.Find("parentStep")?.Step(),
        run["lastStep"].Step(),
        run["status"].Text);

    private static PetriConfig ReadConfig(PetriField config) =>
        new(config["CONFIG"].AsObject(), config["GUI_STATE"].AsObject());

    private static PetriCheckpoint ReadCheckpoint(PetriField checkpoint, ulong seed, PetriSections sections)
    {
        List<string> notes = [];
        PetriField config = checkpoint["config"];
        EcosystemParameters parameters = PetriParameters.Read(config, notes) with { Seed = seed };
        PetriShapes shapes = new(parameters);
        PetriField data = checkpoint["sections"];
        float[] sunBase = ReadSun(checkpoint["sunBaseShape"], data["sunBase"], shapes, sections);
        float[] sunParams = ReadSun(checkpoint["sunParamsShape"], data["sunParams"], shapes, sections);
        bool isSpatial = sunBase.Length > shapes.GlobalSun[^1] || sunParams.Length > shapes.GlobalSun[^1];
        SunMode sunMode = PetriSun.Mode(config["GUI_STATE"], isSpatial, notes);
        PetriView view = PetriView.Read(config["GUI_STATE"], notes);
        return new PetriCheckpoint
        {
            Id = checkpoint["id"].Text,
            Step = checkpoint["step"].Step(),
            Label = checkpoint["label"].Text,
            Trigger = checkpoint["trigger"].Text,
            Config = ReadConfig(config),
            Parameters = parameters with { SunMode = sunMode },
            View = view,
            Notes = [.. notes.Select(PlainLine.Of)],
            Grid = ReadArray(checkpoint["gridShape"], data["grid"], shapes.Grid, sections),
            Wall = ReadWalls(checkpoint["wallShape"], data["wall"], shapes.Plane, sections),
            WinRate = data.Find("winRate") is PetriField winRate
                ? ReadArray(checkpoint["winRateShape"], winRate, shapes.Plane, sections)
                : null,
            SunBase = sunBase,
            SunParams = sunParams,
            Weights = ReadWeights(data["modelWeights"], [.. shapes.Weights], sections),
        };
    }

    private static float[] ReadArray(PetriField shape, PetriField data, ImmutableArray<int> expected, PetriSections sections)
    {
        CheckShape(shape, expected);
        return sections.ReadFloats(data, PetriShapes.Count(expected));
    }

    private static float[] ReadWalls(PetriField shape, PetriField data, ImmutableArray<int> expected, PetriSections sections)
    {
        float[] walls = ReadArray(shape, data, expected, sections);
        int bad = Array.FindIndex(walls, wall => wall is not (0 or 1));
        return bad < 0 ? walls : throw new UserException($"{data.Path} must hold 0 and 1 alone; index {bad} does not");
    }

    private static float[] ReadSun(PetriField shape, PetriField data, PetriShapes shapes, PetriSections sections)
    {
        // Old files have one more axis, of length 1, before the channels.
        PetriField[] sizes = [.. shape.Elements];
        bool isSpatial = sizes.Length > 1 && sizes[1].Whole(1, int.MaxValue) > 1;
        ImmutableArray<int> expected = isSpatial ? shapes.SpatialSun : shapes.GlobalSun;
        return ReadArray(shape, data, sizes.Length > expected.Length ? expected.Insert(expected.Length - 1, 1) : expected, sections);
    }

    private static ImmutableArray<float[]> ReadWeights(
        PetriField weights, ImmutableArray<ImmutableArray<int>> shapes, PetriSections sections)
    {
        PetriField[] layers = [.. weights.Elements];
        if (layers.Length != shapes.Length)
        {
            throw new UserException($"{weights.Path} must have {shapes.Length} layers; {layers.Length} are there");
        }

        return
        [
            .. layers.Select((layer, index) =>
            {
                layer["index"].Whole(index, index);
                return ReadArray(layer["shape"], layer, shapes[index], sections);
            }),
        ];
    }

    private static void CheckShape(PetriField shape, ImmutableArray<int> expected)
    {
        if (!shape.Elements.Select(size => size.Whole(0, int.MaxValue)).SequenceEqual(expected.Select(size => (long)size)))
        {
            throw shape.Refuse($"[{string.Join(",", expected)}], as the settings say");
        }
    }

    private static PetriTimeseries ReadTimeseries(PetriField series, PetriSections sections)
    {
        // A product of both still fits in 64 bits.
        long length = series["length"].Whole(0, int.MaxValue);
        int species = (int)series["speciesCount"].Whole(0, short.MaxValue);
        return length == 0
            ? PetriTimeseries.Empty(species)
            : new PetriTimeseries(
                species,
                sections.ReadWhole(series["steps"], length),
                sections.ReadFloats(series["losses"], length),
                sections.ReadFloats(series["entropy"], length),
                sections.ReadFloats(series["populations"], length * (species + 1)));
    }
}
