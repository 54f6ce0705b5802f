using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Mathematics;

namespace GpuEcosystem.Kernels.Random;

/// <summary>Four random words.</summary>
/// <param name="Word0">First word.</param>
/// <param name="Word1">Second word.</param>
/// <param name="Word2">Third word.</param>
/// <param name="Word3">Fourth word.</param>
public readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3)
{
    /// <summary>Word number 0..3.</summary>
    public uint Word(int number) => number == 0 ? Word0 : number == 1 ? Word1 : number == 2 ? Word2 : Word3;
}

/// <summary>
/// Counter-based random numbers, Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as
/// 1, 2, 3", 2011). A draw is a pure function of seed, stream, step and index, on every device alike.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;
    private const float Unit24 = 1f / (1 << 24);

    /// <summary>Encrypts a counter under a key.</summary>
    public static PhiloxBlock Encrypt(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = 0xD2511F53UL * c0;
            ulong product1 = 0xCD9E8D57UL * c2;
            uint high0 = (uint)(product0 >> 32);
            uint high1 = (uint)(product1 >> 32);
            c0 = high1 ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = high0 ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return new PhiloxBlock(c0, c1, c2, c3);
    }

    /// <summary>Draws 4 · <paramref name="block"/> to 4 · block + 3 of a stream at a step.</summary>
    /// <remarks>The key is the seed; the counter holds block (56 bits), step (64 bits) and stream (8 bits).</remarks>
    public static PhiloxBlock Block(ulong seed, RandomStream stream, long step, ulong block) =>
        Encrypt(
            (uint)block,
            (uint)step,
            (uint)((ulong)step >> 32),
            (uint)stream | ((uint)(block >> 32) << 8),
            (uint)seed,
            (uint)(seed >> 32));

    /// <summary>32 random bits.</summary>
    public static uint Bits(ulong seed, RandomStream stream, long step, ulong index) =>
        Block(seed, stream, step, index >> 2).Word((int)(index & 3));

    /// <summary>The float in [0, 1) that a word's upper 24 bits make.</summary>
    /// <remarks>Signed, because ILGPU converts unsigned numbers by way of double precision.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToUniform(uint bits) => (int)(bits >> 8) * Unit24;

    /// <summary>Uniform in [0, 1).</summary>
    public static float Uniform(ulong seed, RandomStream stream, long step, ulong index) =>
        ToUniform(Bits(seed, stream, step, index));

    /// <summary>Uniform among the whole numbers 0 .. count − 1, for a count up to 2^32.</summary>
    public static long Below(long count, ulong seed, RandomStream stream, long step, ulong index) =>
        (long)((ulong)Bits(seed, stream, step, index) * (ulong)count >> 32);

    /// <summary>Standard normal, by Box and Muller's transform of one pair of words.</summary>
    public static float Normal(ulong seed, RandomStream stream, long step, ulong index)
    {
        PhiloxBlock block = Block(seed, stream, step, index >> 1);
        int first = (int)(index & 1) * 2;

        // The logarithm's argument lies in (0, 1].
        float radius = MathF.Sqrt(-2 * Scalar.Log(1 - ToUniform(block.Word(first))));
        return radius * Scalar.CosOfTurn(ToUniform(block.Word(first + 1)));
    }
}
