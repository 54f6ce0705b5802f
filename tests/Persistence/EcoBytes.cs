using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Tests.Persistence;

/// <summary>A world file taken apart, as docs/eco-format.md describes it, to be put together wrongly.</summary>
internal sealed record EcoBytes(byte[] Body, string Header)
{
    private const int PreambleLength = 48;

    /// <summary>The smallest world there is, which has learned, has walls, and keeps an extra.</summary>
    public static byte[] Smallest()
    {
        using TemporaryFolder folder = new();
        EcosystemParameters parameters = EcosystemParameters.Default with
        {
            Species = 2,
            GridWidth = 9,
            GridHeight = 8,
            StateChannels = 4,
            HiddenChannels = 0,
            NetworkWidth = 8,
            NetworkDepth = 0,
            TrainRegion = 100,
        };
        using World world = new(Devices.Open("cpu"), parameters);
        world.Stroke(Brush.Wall, 1, 1, 5, 4, 1);
        world.Step();
        EcoFile.Save(
            folder["a.eco"], world, SavedWorlds.Start(parameters), EcoExtras.None.With(EcoExtras.Events, "[1, 2]"u8.ToArray()));
        return File.ReadAllBytes(folder["a.eco"]);
    }

    public static EcoBytes Split(byte[] file)
    {
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(16));
        return new EcoBytes(file[PreambleLength..header], Encoding.UTF8.GetString(file.AsSpan(header)));
    }

    /// <summary>The file with another header, whose place and checksum are right.</summary>
    public byte[] WithHeader(string header) => (this with { Header = header }).Join();

    public byte[] WithHeader(Action<JsonObject> change)
    {
        JsonObject root = JsonNode.Parse(Header)!.AsObject();
        change(root);
        return WithHeader(root.ToJsonString());
    }

    /// <summary>A whole file with all checksums right.</summary>
    public byte[] Join() => Join(Encoding.UTF8.GetBytes(Header));

    public byte[] Join(byte[] header)
    {
        byte[] preamble = new EcoPreamble(PreambleLength + Body.Length, header.Length, XxHash64.HashToUInt64(header)).ToBytes();
        return [.. preamble, .. Body, .. header];
    }

    /// <summary>The file with other bytes in a section, whose checksum is right.</summary>
    public byte[] WithSection(string name, Action<Span<byte>> change)
    {
        byte[] body = [.. Body];
        JsonObject root = JsonNode.Parse(Header)!.AsObject();
        JsonNode section = root["sections"]!.AsArray().Single(one => (string)one!["name"]! == name)!;
        Span<byte> bytes = body.AsSpan((int)section["offset"]! - PreambleLength, (int)section["length"]!);
        change(bytes);
        section["checksum"] = XxHash64.HashToUInt64(bytes).ToString("x16");
        return new EcoBytes(body, root.ToJsonString()).Join();
    }
}
