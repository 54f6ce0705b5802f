using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>
/// The arrays behind the header. What a header says of them is held against the file before anything is allocated, and all
/// together never take more memory than the file does.
/// </summary>
internal sealed class PetriSections(Stream stream, long start)
{
    private readonly long size = stream.Length - start;
    private readonly List<(long Offset, long End, string Name)> read = [];
    private long total;

    /// <summary>Reads an array of floats, all finite.</summary>
    /// <param name="section">What the header says: an object with offset and length.</param>
    /// <param name="count">How many there must be.</param>
    public float[] ReadFloats(PetriField section, long count)
    {
        float[] values = Read<float>(section, count);
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<float, int>(values.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        return bad < 0 ? values : throw new UserException($"{section.Path} holds a number that is not finite, at index {bad}");
    }

    /// <summary>Reads an array of whole numbers.</summary>
    /// <param name="section">What the header says: an object with offset and length.</param>
    /// <param name="count">How many there must be.</param>
    public uint[] ReadWhole(PetriField section, long count)
    {
        uint[] values = Read<uint>(section, count);
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(values, values);
        }

        return values;
    }

    /// <summary>Refuses sections that share bytes; called when all have been read.</summary>
    public void CheckOverlaps()
    {
        read.Sort();
        for (int i = 1; i < read.Count; i++)
        {
            if (read[i].Offset < read[i - 1].End)
            {
                throw new UserException($"{read[i].Name} overlaps {read[i - 1].Name}");
            }
        }
    }

    private T[] Read<T>(PetriField section, long count)
        where T : unmanaged
    {
        long bytes = count * sizeof(float);
        long offset = section["offset"].Whole(0, size);
        long length = section["length"].Whole(0, size - offset);
        if (length != bytes)
        {
            throw new UserException($"{section.Path}.length must be {bytes} for {count} numbers; {length} is not");
        }

        if (count > Array.MaxLength)
        {
            throw new UserException($"{section.Path} has {count} numbers, more than can be read at once");
        }

        total += length;
        if (total > size)
        {
            throw new UserException($"{section.Path} overlaps another section: all together are longer than the file");
        }

        if (length > 0)
        {
            read.Add((offset, offset + length, section.Path));
        }

        T[] values = new T[count];
        stream.Position = start + offset;
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
