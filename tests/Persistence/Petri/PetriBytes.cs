using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>A file taken apart, so that a test can change it and put it together again.</summary>
internal sealed class PetriBytes(JsonNode header, byte[] data)
{
    private const int PrefixLength = 10;

    public JsonNode Header { get; } = header;

    public byte[] Data { get; } = data;

    public JsonNode Checkpoint => Header["checkpoints"]![0]!;

    public JsonNode Panel => Checkpoint["config"]!["GUI_STATE"]!;

    public JsonNode Built => Checkpoint["config"]!["CONFIG"]!;

    public static PetriBytes Parse(byte[] file)
    {
        int start = HeaderEnd(file);
        return new PetriBytes(JsonNode.Parse(file.AsSpan(PrefixLength, start - PrefixLength))!, file[start..]);
    }

    public static int HeaderEnd(byte[] file) => PrefixLength + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(6));

    public static byte[] Join(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        byte[] file = new byte[PrefixLength + header.Length + data.Length];
        "PTRI"u8.CopyTo(file);
        file[4] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(6), header.Length);
        header.CopyTo(file.AsSpan(PrefixLength));
        data.CopyTo(file.AsSpan(PrefixLength + header.Length));
        return file;
    }

    public byte[] ToArray() => Join(Encoding.UTF8.GetBytes(Header.ToJsonString()), Data);
}
