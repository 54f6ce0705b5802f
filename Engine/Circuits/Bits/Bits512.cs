using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>512 bits.</summary>
internal readonly unsafe struct Bits512(Vector512<ulong> value) : IBits<Bits512>
{
    private readonly Vector512<ulong> value = value;

    public static int Bytes => Vector512<byte>.Count;

    public static Bits512 Ones => new(Vector512<ulong>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Load(byte* source) => new(Vector512.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits512 bits, byte* target) => bits.value.Store((ulong*)target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 And(Bits512 a, Bits512 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 AndNot(Bits512 a, Bits512 b) => new(Vector512.AndNot(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Or(Bits512 a, Bits512 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Xor(Bits512 a, Bits512 b) => new(a.value ^ b.value);
}
