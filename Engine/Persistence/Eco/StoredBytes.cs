using System.IO.Hashing;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>A part of a file that is read or written once from its beginning on, counted and summed up as it passes.</summary>
internal sealed class StoredBytes : Stream
{
    private readonly Stream file;
    private readonly XxHash64 hash = new();
    private readonly long? mostToRead;

    private StoredBytes(Stream file, long? mostToRead)
    {
        this.file = file;
        this.mostToRead = mostToRead;
    }

    /// <summary>Bytes that have passed.</summary>
    public long Count { get; private set; }

    /// <summary>XxHash64 of the bytes that have passed.</summary>
    public ulong Checksum => hash.GetCurrentHashAsUInt64();

    /// <inheritdoc/>
    public override bool CanRead => mostToRead is not null;

    /// <inheritdoc/>
    public override bool CanWrite => mostToRead is null;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <summary>What is written from the file's present position on.</summary>
    public static StoredBytes WriteTo(Stream file) => new(file, null);

    /// <summary>The bytes of a section.</summary>
    public static StoredBytes ReadFrom(Stream file, EcoSection section)
    {
        file.Position = section.Offset;
        return new StoredBytes(file, section.Length);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer[..(int)Math.Min(buffer.Length, mostToRead!.Value - Count)]);
        hash.Append(buffer[..read]);
        Count += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        hash.Append(buffer);
        Count += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
