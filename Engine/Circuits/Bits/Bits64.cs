using System.Runtime.CompilerServices;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>64 bits: a word.</summary>
internal readonly unsafe struct Bits64(ulong value) : IBits<Bits64>
{
    private readonly ulong value = value;

    public static int Bytes => sizeof(ulong);

    public static Bits64 Ones => new(ulong.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 Load(byte* source) => new(*(ulong*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bits64 bits, byte* target) => *(ulong*)target = bits.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 And(Bits64 a, Bits64 b) => new(a.value & b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 AndNot(Bits64 a, Bits64 b) => new(a.value & ~b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 Or(Bits64 a, Bits64 b) => new(a.value | b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits64 Xor(Bits64 a, Bits64 b) => new(a.value ^ b.value);
}
