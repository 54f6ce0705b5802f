using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Which cells take their new bits: those whose number z, uniform in [0, 1), is not above the fire rate.</summary>
/// <remarks>The numbers are <see cref="Philox.Uniform"/> of the cell, <c>y · width + x</c>, four blocks of them at once.</remarks>
/// <param name="seed">What they follow from.</param>
/// <param name="fireRate">0 to 1.</param>
/// <param name="width">Cells of a row.</param>
internal readonly struct FireMask(ulong seed, float fireRate, int width)
{
    private const RandomStream Stream = RandomStream.CellUpdate;
    private const int Rounds = 10;
    private const int CellsOfBlock = 4;
    private const int CellsAtOnce = 16;
    private static readonly Vector256<ulong> lanes = Vector256.Create(0UL, 1, 2, 3);

    // z is a whole number of 24 bits over 2^24.
    private readonly long highest = (long)Math.Floor((double)fireRate * (1 << 24));

    /// <summary>Words that <see cref="Row"/> writes to.</summary>
    public static int WordsFor(int width) => (width + CellsAtOnce) / BitLayout.WordBits + 2;

    /// <summary>A row's cells.</summary>
    /// <param name="step">The step.</param>
    /// <param name="y">The row.</param>
    /// <param name="drawn">Room to draw in, as <see cref="WordsFor"/> says.</param>
    /// <param name="packed">The row: bit x of it is 1 where cell x fires.</param>
    public void Row(long step, int y, Span<ulong> drawn, Span<ulong> packed)
    {
        ulong first = (ulong)y * (ulong)width;
        ulong from = first / CellsOfBlock;
        int skipped = (int)(first % CellsOfBlock);
        Span<ushort> parts = MemoryMarshal.Cast<ulong, ushort>(drawn);
        for (int part = 0; part * CellsAtOnce < skipped + width; part++)
        {
            parts[part] = Draw(step, from + (ulong)part * (CellsAtOnce / CellsOfBlock));
        }

        for (int word = 0; word < packed.Length; word++)
        {
            packed[word] = drawn[word] >> skipped | (skipped > 0 ? drawn[word + 1] << (BitLayout.WordBits - skipped) : 0);
        }
    }

    // Philox.Encrypt in each lane, whose lower half counts.
    private ushort Draw(long step, ulong block)
    {
        Vector256<ulong> blocks = Vector256.Create(block) + lanes;
        Vector256<ulong> c0 = blocks;
        Vector256<ulong> c1 = Vector256.Create((ulong)step);
        Vector256<ulong> c2 = Vector256.Create((ulong)step >> 32);
        Vector256<ulong> c3 = Vector256.Create((ulong)Stream) | (blocks >>> 32 << 8);
        uint k0 = (uint)seed;
        uint k1 = (uint)(seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Product(c0, 0xD2511F53);
            Vector256<ulong> product1 = Product(c2, 0xCD9E8D57);
            (c0, c1, c2, c3) = (
                (product1 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0), product1, (product0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1), product0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (ushort)(Fires(c0) | Fires(c1) << 1 | Fires(c2) << 2 | Fires(c3) << 3);
    }

    private static Vector256<ulong> Product(Vector256<ulong> a, uint b) => Avx2.IsSupported
        ? Avx2.Multiply(a.AsUInt32(), Vector256.Create((ulong)b).AsUInt32())
        : (a & Vector256.Create((ulong)uint.MaxValue)) * b;

    // A bit of every fourth cell, since the blocks' words are cells one after the other.
    private uint Fires(Vector256<ulong> words)
    {
        Vector256<long> numbers = ((words & Vector256.Create((ulong)uint.MaxValue)) >>> 8).AsInt64();
        uint fires = Vector256.LessThanOrEqual(numbers, Vector256.Create(highest)).ExtractMostSignificantBits();
        return (fires & 1) | (fires & 2) << 3 | (fires & 4) << 6 | (fires & 8) << 9;
    }
}
