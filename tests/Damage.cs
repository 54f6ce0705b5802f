using CsCheck;

namespace GpuEcosystem.Tests;

/// <summary>What may happen to the bytes of a file.</summary>
internal static class Damage
{
    private const int Most = 8;

    /// <summary>One to three times: a bit flips, bytes come between, or bytes are lost.</summary>
    public static Gen<byte[]> To(byte[] whole) =>
        Gen.OneOf(Once(whole), Once(whole).SelectMany(Once), Once(whole).SelectMany(Once).SelectMany(Once));

    private static Gen<byte[]> Once(byte[] bytes)
    {
        Gen<int> place = Gen.Int[0, bytes.Length - 1];
        return Gen.OneOf(
            Gen.Select(place, Gen.Int[0, 7], (at, bit) => (byte[])[.. bytes[..at], (byte)(bytes[at] ^ 1 << bit), .. bytes[(at + 1)..]]),
            Gen.Select(place, Gen.Byte.Array[1, Most], (at, between) => (byte[])[.. bytes[..at], .. between, .. bytes[at..]]),
            Gen.Select(place, Gen.Int[1, Most], (at, lost) => (byte[])[.. bytes[..at], .. bytes.Skip(at + lost)]));
    }
}
