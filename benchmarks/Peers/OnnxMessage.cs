using Google.Protobuf;

namespace GpuEcosystem.Benchmarks;

/// <summary>One protocol-buffer message, written field by field; a repeated field is written several times.</summary>
internal sealed class OnnxMessage
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream writer;

    public OnnxMessage() => writer = new CodedOutputStream(bytes);

    public OnnxMessage Number(int field, long value)
    {
        writer.WriteTag(field, WireFormat.WireType.Varint);
        writer.WriteInt64(value);
        return this;
    }

    public OnnxMessage Text(int field, string value)
    {
        writer.WriteTag(field, WireFormat.WireType.LengthDelimited);
        writer.WriteString(value);
        return this;
    }

    public OnnxMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        writer.WriteTag(field, WireFormat.WireType.LengthDelimited);
        writer.WriteBytes(ByteString.CopyFrom(value));
        return this;
    }

    public OnnxMessage Message(int field, OnnxMessage value) => Bytes(field, value.ToArray());

    public byte[] ToArray()
    {
        writer.Flush();
        return bytes.ToArray();
    }
}
