namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A vector of bits, of some width.</summary>
internal unsafe interface IBits<TSelf>
    where TSelf : struct, IBits<TSelf>
{
    static abstract int Bytes { get; }

    static abstract TSelf Ones { get; }

    static abstract TSelf Load(byte* source);

    static abstract void Store(TSelf bits, byte* target);

    static abstract TSelf And(TSelf a, TSelf b);

    static abstract TSelf AndNot(TSelf a, TSelf b);

    static abstract TSelf Or(TSelf a, TSelf b);

    static abstract TSelf Xor(TSelf a, TSelf b);
}
