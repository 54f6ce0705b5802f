using System.Collections.Immutable;
using System.IO.Compression;
using System.IO.Hashing;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>Writes a world file in one pass; only the preamble, which says where the header came to lie, is written last.</summary>
internal static class EcoWriter
{
    public static void Write(
        Stream file, World world, RunConfiguration start, Origin origin, EcoExtras extras, EcoParent? parent)
    {
        file.Write(new byte[EcoPreamble.Length]);
        ImmutableArray<StatePart> parts = world.Rules.StateOf(world.Parameters);
        float[] memory = StatePart.PieceMemory(parts, world.Parameters);
        EcoHeader header = new(
            world.Counters,
            [.. parts.Select(part => WritePart(file, world, part, memory))],
            [.. extras.Names.Select(name => WriteExtra(file, name, extras[name]!.Value.Span))])
        {
            Origin = origin,
            Device = world.Device.Description.Kind,
            Start = start,
            Parameters = world.Parameters,
            Parent = parent,
        };
        byte[] text = EcoHeaderJson.Write(header);
        if (text.Length > EcoHeaderJson.MostBytes)
        {
            throw new UserException("the schedule and the walls are too many for a world file");
        }

        EcoPreamble preamble = new(file.Position, text.Length, XxHash64.HashToUInt64(text));
        file.Write(text);
        file.Position = 0;
        file.Write(preamble.ToBytes());
    }

    private static EcoSection WritePart(Stream file, World world, StatePart part, float[] memory)
    {
        ImmutableArray<long> shape = part.Shape(world.Parameters);
        return WriteSection(file, part.Name, shape, part.Compresses, target => world.ReadState(part, memory, piece =>
        {
            if (!FiniteNumbers.All(piece))
            {
                throw new UserException($"the world's {part.Name} holds numbers that are not finite, so it is not saved");
            }

            target.Write(LittleEndian.Bytes(piece));
        }));
    }

    private static EcoSection WriteExtra(Stream file, string name, ReadOnlySpan<byte> bytes)
    {
        StoredBytes stored = StoredBytes.WriteTo(file);
        long offset = file.Position;
        stored.Write(bytes);
        return new EcoSection(name, [bytes.Length], Deflated: false, offset, stored.Count, stored.Checksum);
    }

    private static EcoSection WriteSection(
        Stream file, string name, ImmutableArray<long> shape, bool deflates, Action<Stream> write)
    {
        long offset = file.Position;
        StoredBytes stored = StoredBytes.WriteTo(file);
        using (Stream target = deflates ? new DeflateStream(stored, CompressionLevel.Fastest, leaveOpen: true) : stored)
        {
            write(target);
        }

        return new EcoSection(name, shape, deflates, offset, stored.Count, stored.Checksum);
    }
}
