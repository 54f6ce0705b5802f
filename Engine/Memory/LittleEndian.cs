using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Memory;

/// <summary>Floats as files and hashes have them.</summary>
internal static class LittleEndian
{
    /// <summary>The floats' own memory as bytes; the floats are lost where the machine has another order.</summary>
    public static Span<byte> Bytes(Span<float> values)
    {
        Reverse(values);
        return MemoryMarshal.AsBytes(values);
    }

    /// <summary>Makes floats of memory into which their bytes were read.</summary>
    public static void Reverse(Span<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
