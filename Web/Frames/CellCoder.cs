using System.Buffers;
using System.IO.Compression;

namespace GpuEcosystem.Web.Frames;

/// <summary>
/// Packs a picture of codes: two planes of bytes, what cells are and their levels, or what has to be added to those of an earlier picture
/// of the same shape, as one raw Deflate stream.
/// </summary>
internal static class CellCoder
{
    private const int LevelShift = 8;

    /// <summary>Packs a picture.</summary>
    /// <param name="codes">What a cell is in the lowest byte, its level in the next, <c>[y][x]</c>.</param>
    /// <param name="earlier">The earlier picture's; empty for none.</param>
    public static byte[] Pack(ReadOnlySpan<uint> codes, ReadOnlySpan<uint> earlier)
    {
        int length = 2 * codes.Length;
        byte[] planes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Split(codes, earlier, planes.AsSpan(0, codes.Length), planes.AsSpan(codes.Length, codes.Length));
            using MemoryStream target = new();
            using (DeflateStream stream = new(target, CompressionLevel.Fastest))
            {
                stream.Write(planes, 0, length);
            }

            return target.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(planes);
        }
    }

    private static void Split(ReadOnlySpan<uint> codes, ReadOnlySpan<uint> earlier, Span<byte> what, Span<byte> level)
    {
        if (earlier.IsEmpty)
        {
            for (int i = 0; i < codes.Length; i++)
            {
                what[i] = (byte)codes[i];
                level[i] = (byte)(codes[i] >> LevelShift);
            }

            return;
        }

        for (int i = 0; i < codes.Length; i++)
        {
            what[i] = (byte)(codes[i] - earlier[i]);
            level[i] = (byte)((codes[i] >> LevelShift) - (earlier[i] >> LevelShift));
        }
    }
}
