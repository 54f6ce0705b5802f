using System.Runtime.CompilerServices;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>
/// What an interpreted circuit does to rows of vectors: one gate, or two or three of which the last alone reads the others. The loops take
/// what the gates read, a, b, c and d as far as there are so many, then where the answer goes, and how many bytes.
/// </summary>
/// <typeparam name="TBits">The vectors.</typeparam>
internal static unsafe class RowOperations<TBits>
    where TBits : struct, IBits<TBits>
{
    private interface IGate
    {
        static abstract TBits Answer(TBits a, TBits b);
    }

    private interface IStep
    {
        static abstract TBits At(byte* a, byte* b, byte* c, byte* d);
    }

    /// <summary>The loop of a gate of a and b.</summary>
    /// <param name="kind">1, 2, 6, 7, or the inverse of one of these.</param>
    public static delegate*<byte*, byte*, byte*, byte*, byte*, nint, void> One(int kind) => kind switch
    {
        1 => &Loop<OneGate<And>>,
        2 => &Loop<OneGate<AndNot>>,
        6 => &Loop<OneGate<Xor>>,
        7 => &Loop<OneGate<Or>>,
        8 => &Loop<Inverse<Or>>,
        9 => &Loop<Inverse<Xor>>,
        13 => &Loop<Inverse<AndNot>>,
        14 => &Loop<Inverse<And>>,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The loop of a gate of a and b, and one of its answer and c.</summary>
    /// <param name="first">The first gate's kind: 1, 2, 6 or 7.</param>
    /// <param name="last">The last gate's: 1, 2, 4, 6 or 7.</param>
    public static delegate*<byte*, byte*, byte*, byte*, byte*, nint, void> Two(int first, int last) => first switch
    {
        1 => Two<And>(last),
        2 => Two<AndNot>(last),
        6 => Two<Xor>(last),
        7 => Two<Or>(last),
        _ => throw new ArgumentOutOfRangeException(nameof(first)),
    };

    /// <summary>The loop of a gate of a and b, one of c and d, and one of their answers.</summary>
    /// <param name="first">The first gate's kind: 1, 2, 6 or 7, as all are.</param>
    /// <param name="second">The second gate's.</param>
    /// <param name="last">The last gate's.</param>
    public static delegate*<byte*, byte*, byte*, byte*, byte*, nint, void> Three(int first, int second, int last) => first switch
    {
        1 => Three<And>(second, last),
        2 => Three<AndNot>(second, last),
        6 => Three<Xor>(second, last),
        7 => Three<Or>(second, last),
        _ => throw new ArgumentOutOfRangeException(nameof(first)),
    };

    private static delegate*<byte*, byte*, byte*, byte*, byte*, nint, void> Two<TFirst>(int last)
        where TFirst : IGate => last switch
        {
            1 => &Loop<TwoGates<TFirst, And>>,
            2 => &Loop<TwoGates<TFirst, AndNot>>,
            4 => &Loop<TwoGates<TFirst, NotAnd>>,
            6 => &Loop<TwoGates<TFirst, Xor>>,
            7 => &Loop<TwoGates<TFirst, Or>>,
            _ => throw new ArgumentOutOfRangeException(nameof(last)),
        };

    private static delegate*<byte*, byte*, byte*, byte*, byte*, nint, void> Three<TFirst>(int second, int last)
        where TFirst : IGate => second switch
        {
            1 => Three<TFirst, And>(last),
            2 => Three<TFirst, AndNot>(last),
            6 => Three<TFirst, Xor>(last),
            7 => Three<TFirst, Or>(last),
            _ => throw new ArgumentOutOfRangeException(nameof(second)),
        };

    private static delegate*<byte*, byte*, byte*, byte*, byte*, nint, void> Three<TFirst, TSecond>(int last)
        where TFirst : IGate
        where TSecond : IGate => last switch
        {
            1 => &Loop<ThreeGates<TFirst, TSecond, And>>,
            2 => &Loop<ThreeGates<TFirst, TSecond, AndNot>>,
            6 => &Loop<ThreeGates<TFirst, TSecond, Xor>>,
            7 => &Loop<ThreeGates<TFirst, TSecond, Or>>,
            _ => throw new ArgumentOutOfRangeException(nameof(last)),
        };

    private static void Loop<TStep>(byte* a, byte* b, byte* c, byte* d, byte* target, nint bytes)
        where TStep : IStep
    {
        // Four at once, since counting takes as long as a gate; pointers move, since the compiler would add up each address.
        int size = TBits.Bytes;
        for (; bytes >= 4 * size; bytes -= 4 * size)
        {
            TBits.Store(TStep.At(a, b, c, d), target);
            TBits.Store(TStep.At(a + size, b + size, c + size, d + size), target + size);
            TBits.Store(TStep.At(a + 2 * size, b + 2 * size, c + 2 * size, d + 2 * size), target + 2 * size);
            TBits.Store(TStep.At(a + 3 * size, b + 3 * size, c + 3 * size, d + 3 * size), target + 3 * size);
            a += 4 * size;
            b += 4 * size;
            c += 4 * size;
            d += 4 * size;
            target += 4 * size;
        }

        for (nint i = 0; i < bytes; i += size)
        {
            TBits.Store(TStep.At(a + i, b + i, c + i, d + i), target + i);
        }
    }

    private readonly struct And : IGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.And(a, b);
    }

    private readonly struct AndNot : IGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.AndNot(a, b);
    }

    private readonly struct NotAnd : IGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.AndNot(b, a);
    }

    private readonly struct Xor : IGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.Xor(a, b);
    }

    private readonly struct Or : IGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.Or(a, b);
    }

    private readonly struct OneGate<TGate> : IStep
        where TGate : IGate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBits At(byte* a, byte* b, byte* c, byte* d) => TGate.Answer(TBits.Load(a), TBits.Load(b));
    }

    private readonly struct Inverse<TGate> : IStep
        where TGate : IGate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBits At(byte* a, byte* b, byte* c, byte* d) => TBits.Xor(OneGate<TGate>.At(a, b, c, d), TBits.Ones);
    }

    private readonly struct TwoGates<TFirst, TLast> : IStep
        where TFirst : IGate
        where TLast : IGate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBits At(byte* a, byte* b, byte* c, byte* d) => TLast.Answer(OneGate<TFirst>.At(a, b, c, d), TBits.Load(c));
    }

    private readonly struct ThreeGates<TFirst, TSecond, TLast> : IStep
        where TFirst : IGate
        where TSecond : IGate
        where TLast : IGate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBits At(byte* a, byte* b, byte* c, byte* d) =>
            TLast.Answer(OneGate<TFirst>.At(a, b, c, d), OneGate<TSecond>.At(c, d, c, d));
    }
}
