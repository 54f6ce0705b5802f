using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>256 bits.</summary>
internal readonly unsafe struct Bits256(Vector256<ulong> value) : IBits<Bits256>
{
    private readonly Vector256<ulong> value = value;

    public static int Bytes => Vector256<byte>.Count;

    public static Bits256 Ones => new(Vector256<ulong>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Load(byte* source) => new(Vector256.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits256 bits, byte* target) => bits.value.Store((ulong*)target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 And(Bits256 a, Bits256 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 AndNot(Bits256 a, Bits256 b) => new(Vector256.AndNot(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Or(Bits256 a, Bits256 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Xor(Bits256 a, Bits256 b) => new(a.value ^ b.value);
}
