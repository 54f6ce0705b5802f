using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>128 bits.</summary>
internal readonly unsafe struct Bits128(Vector128<ulong> value) : IBits<Bits128>
{
    private readonly Vector128<ulong> value = value;

    public static int Bytes => Vector128<byte>.Count;

    public static Bits128 Ones => new(Vector128<ulong>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 Load(byte* source) => new(Vector128.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits128 bits, byte* target) => bits.value.Store((ulong*)target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 And(Bits128 a, Bits128 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 AndNot(Bits128 a, Bits128 b) => new(Vector128.AndNot(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 Or(Bits128 a, Bits128 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128 Xor(Bits128 a, Bits128 b) => new(a.value ^ b.value);
}
