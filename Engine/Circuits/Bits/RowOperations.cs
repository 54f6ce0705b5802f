namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>What an interpreted circuit does to rows of vectors: one gate, or two of which only the second reads the first.</summary>
/// <typeparam name="TBits">The vectors.</typeparam>
internal static unsafe class RowOperations<TBits>
    where TBits : struct, IBits<TBits>
{
    /// <summary>The loop of one gate.</summary>
    /// <param name="kind">1, 2, 6, 7, or the inverse of one of these.</param>
    public static delegate*<byte*, byte*, byte*, byte*, nint, void> Of(int kind) => kind switch
    {
        1 => &One<And>,
        2 => &One<AndNot>,
        6 => &One<Xor>,
        7 => &One<Or>,
        8 => &Inverse<Or>,
        9 => &Inverse<Xor>,
        13 => &Inverse<AndNot>,
        14 => &Inverse<And>,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The loop of a gate that reads another gate's answer, and then a third row.</summary>
    /// <param name="kind">Of the gate that is read: 1, 2, 6 or 7.</param>
    /// <param name="reader">Of the gate that reads it as its input a: 1, 2, 4, 6 or 7.</param>
    public static delegate*<byte*, byte*, byte*, byte*, nint, void> Of(int kind, int reader) => kind switch
    {
        1 => OfReader<And>(reader),
        2 => OfReader<AndNot>(reader),
        6 => OfReader<Xor>(reader),
        7 => OfReader<Or>(reader),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static delegate*<byte*, byte*, byte*, byte*, nint, void> OfReader<TRead>(int reader)
        where TRead : IBitGate => reader switch
        {
            1 => &Two<TRead, And>,
            2 => &Two<TRead, AndNot>,
            4 => &Two<TRead, NotAnd>,
            6 => &Two<TRead, Xor>,
            7 => &Two<TRead, Or>,
            _ => throw new ArgumentOutOfRangeException(nameof(reader)),
        };

    private static void One<TGate>(byte* a, byte* b, byte* c, byte* target, nint bytes)
        where TGate : IBitGate
    {
        for (nint i = 0; i < bytes; i += TBits.Bytes)
        {
            TBits.Store(TGate.Answer(TBits.Load(a + i), TBits.Load(b + i)), target + i);
        }
    }

    private static void Inverse<TGate>(byte* a, byte* b, byte* c, byte* target, nint bytes)
        where TGate : IBitGate
    {
        for (nint i = 0; i < bytes; i += TBits.Bytes)
        {
            TBits.Store(TBits.Xor(TGate.Answer(TBits.Load(a + i), TBits.Load(b + i)), TBits.Ones), target + i);
        }
    }

    private static void Two<TRead, TReader>(byte* a, byte* b, byte* c, byte* target, nint bytes)
        where TRead : IBitGate
        where TReader : IBitGate
    {
        for (nint i = 0; i < bytes; i += TBits.Bytes)
        {
            TBits read = TRead.Answer(TBits.Load(a + i), TBits.Load(b + i));
            TBits.Store(TReader.Answer(read, TBits.Load(c + i)), target + i);
        }
    }

    private interface IBitGate
    {
        static abstract TBits Answer(TBits a, TBits b);
    }

    private readonly struct And : IBitGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.And(a, b);
    }

    private readonly struct AndNot : IBitGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.AndNot(a, b);
    }

    private readonly struct NotAnd : IBitGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.AndNot(b, a);
    }

    private readonly struct Xor : IBitGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.Xor(a, b);
    }

    private readonly struct Or : IBitGate
    {
        public static TBits Answer(TBits a, TBits b) => TBits.Or(a, b);
    }
}
