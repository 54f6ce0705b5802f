using System.Buffers.Binary;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>Frames that a run has seen, as bytes in its world's file. Whoever writes them reads them, with the same program.</summary>
internal static class SeenFrames
{
    /// <summary>What they are called among a file's extras.</summary>
    public const string Extra = "sightings";

    /// <param name="first">The step of the first look.</param>
    /// <param name="seen">Of each step the frame of each world.</param>
    public static byte[] Write(long first, Dictionary<long, Frame[]> seen)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write(first);
        writer.Write(seen.Count);
        foreach ((long step, Frame[] worlds) in seen.OrderBy(one => one.Key))
        {
            writer.Write(step);
            writer.Write(worlds.Length);
            foreach (Frame frame in worlds)
            {
                writer.Write(frame.Width);
                writer.Write(frame.Height);
                writer.Write(frame.Winners);
                writer.Write(frame.Entities);
                Array.ForEach(frame.Shares, writer.Write);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The step of the first look.</summary>
    /// <param name="bytes">What was written.</param>
    public static long ReadFirst(ReadOnlyMemory<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);

    /// <param name="bytes">What was written.</param>
    /// <param name="seen">Where frames are added.</param>
    /// <returns>The step of the first look.</returns>
    public static long Read(ReadOnlyMemory<byte> bytes, Dictionary<long, Frame[]> seen)
    {
        using BinaryReader reader = new(new MemoryStream(bytes.ToArray()));
        long first = reader.ReadInt64();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            long step = reader.ReadInt64();
            Frame[] worlds = new Frame[reader.ReadInt32()];
            for (int world = 0; world < worlds.Length; world++)
            {
                (int width, int height) = (reader.ReadInt32(), reader.ReadInt32());
                byte[] winners = reader.ReadBytes(width * height);
                double[] shares = new double[reader.ReadInt32()];
                for (int entity = 0; entity < shares.Length; entity++)
                {
                    shares[entity] = reader.ReadDouble();
                }

                worlds[world] = new Frame(width, height, winners, shares);
            }

            seen[step] = worlds;
        }

        return first;
    }
}
