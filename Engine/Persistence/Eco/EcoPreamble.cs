using System.Buffers.Binary;
using System.IO.Hashing;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>The first bytes of a world file, which say where its header lies.</summary>
internal sealed record EcoPreamble(long HeaderOffset, long HeaderLength, ulong HeaderChecksum)
{
    public const int Length = 48;

    /// <summary>The version that this program writes.</summary>
    public const uint Version = 1;

    private const int HashedLength = 40;

    // As in PNG: a byte above 127 and both kinds of line end, so that a transfer as text is noticed.
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'E', (byte)'C', (byte)'O', 0x0d, 0x0a, 0x1a, 0x0a];

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), HeaderOffset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), HeaderLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(32), HeaderChecksum);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(HashedLength), XxHash64.HashToUInt64(bytes.AsSpan(0, HashedLength)));
        return bytes;
    }

    /// <summary>Reads the preamble of a file of a given length.</summary>
    /// <exception cref="UserException">It is none, or a newer one, or does not fit the file.</exception>
    public static EcoPreamble Read(ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (!bytes.StartsWith(Magic))
        {
            throw new UserException("not a world file, which would begin with the bytes 89 45 43 4f");
        }

        if (bytes.Length < Length)
        {
            throw new UserException("the file ends within its preamble");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (version != Version)
        {
            throw new UserException($"the file has format version {version}; this program reads version {Version}");
        }

        if (XxHash64.HashToUInt64(bytes[..HashedLength]) != BinaryPrimitives.ReadUInt64LittleEndian(bytes[HashedLength..]))
        {
            throw new UserException("the preamble is damaged: its checksum does not fit");
        }

        EcoPreamble preamble = new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]));

        // Written so that nothing overflows, whatever the numbers are.
        if (preamble.HeaderLength is < 2 or > EcoHeaderJson.MostBytes
            || preamble.HeaderOffset < Length
            || preamble.HeaderOffset > fileLength
            || fileLength - preamble.HeaderOffset != preamble.HeaderLength)
        {
            throw new UserException(
                $"the header's place, {preamble.HeaderOffset} and {preamble.HeaderLength} bytes on, is not the end of the file of {fileLength} bytes");
        }

        return preamble;
    }
}
