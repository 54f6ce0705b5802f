using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>Reads a world file, in which anything may stand.</summary>
internal sealed class EcoReader
{
    private readonly Stream file;

    /// <summary>Reads the header and holds it against the file's size.</summary>
    /// <exception cref="UserException">It is no whole world file.</exception>
    public EcoReader(Stream file)
    {
        this.file = file;
        byte[] start = new byte[EcoPreamble.Length];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        EcoPreamble preamble = EcoPreamble.Read(start.AsSpan(0, read), file.Length);
        byte[] text = new byte[preamble.HeaderLength];
        file.Position = preamble.HeaderOffset;
        file.ReadExactly(text);
        if (XxHash64.HashToUInt64(text) != preamble.HeaderChecksum)
        {
            throw new UserException("the header is damaged: its checksum does not fit");
        }

        Header = EcoHeaderJson.Read(text);
        EcoLayout.Check(Header, preamble.HeaderOffset);
    }

    public EcoHeader Header { get; }

    /// <summary>Makes the world.</summary>
    public World ReadWorld(ComputeDevice device)
    {
        Dictionary<string, EcoSection> sections = Header.Sections.ToDictionary(section => section.Name);
        return World.Restore(
            device, Header.Parameters, Header.Counters, (part, write) => ReadSection(sections[part.Name], write));
    }

    /// <summary>Reads everything as if to make the world, and makes none.</summary>
    public void CheckWorld()
    {
        float[] memory = StatePart.PieceMemory(RuleSets.Of(Header.Parameters).StateOf(Header.Parameters), Header.Parameters);
        foreach (EcoSection section in Header.Sections)
        {
            ReadSection(section, fill =>
            {
                long count = StatePart.Count(section.Shape);
                for (long first = 0; first < count; first += memory.Length)
                {
                    fill(memory.AsSpan(0, (int)Math.Min(memory.Length, count - first)));
                }
            });
        }
    }

    /// <summary>Reads the extras.</summary>
    public EcoExtras ReadExtras()
    {
        EcoExtras extras = EcoExtras.None;
        foreach (EcoSection section in Header.Extras)
        {
            byte[] bytes = new byte[section.Length];
            StoredBytes stored = StoredBytes.ReadFrom(file, section);
            stored.ReadExactly(bytes);
            CheckSum(section, stored);
            extras = extras.With(section.Name, bytes);
        }

        return extras;
    }

    private void ReadSection(EcoSection section, Action<NumberPiece> write)
    {
        StoredBytes stored = StoredBytes.ReadFrom(file, section);
        bool finite = true;
        try
        {
            using Stream values = section.Deflated
                ? new DeflateStream(stored, CompressionMode.Decompress, leaveOpen: true)
                : stored;
            write(piece =>
            {
                values.ReadExactly(MemoryMarshal.AsBytes(piece));
                LittleEndian.Reverse(piece);
                finite &= FiniteNumbers.All(piece);
            });
            if (values.ReadByte() >= 0)
            {
                throw new UserException($"section '{section.Name}' holds more numbers than its shape says");
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new UserException($"section '{section.Name}' is damaged: it holds fewer numbers than its shape says", exception);
        }

        CheckSum(section, stored);
        if (!finite)
        {
            throw new UserException($"section '{section.Name}' holds numbers that are not finite");
        }
    }

    private static void CheckSum(EcoSection section, StoredBytes stored)
    {
        // Compressed numbers may end before their section does.
        if (stored.Count != section.Length || stored.Checksum != section.Checksum)
        {
            throw new UserException($"section '{section.Name}' is damaged: its checksum does not fit");
        }
    }
}
