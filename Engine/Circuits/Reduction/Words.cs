namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>Gates on words: a bit for each case.</summary>
internal static class Words
{
    /// <summary>What a gate of a kind answers.</summary>
    public static ulong Gate(int kind, ulong a, ulong b) => kind switch
    {
        0 => 0,
        1 => a & b,
        2 => a & ~b,
        3 => a,
        4 => ~a & b,
        5 => b,
        6 => a ^ b,
        7 => a | b,
        _ => ~Gate(Gates.Count - 1 - kind, a, b),
    };
}
