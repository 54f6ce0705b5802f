namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A grid of bits, and how it is computed.</summary>
/// <param name="Width">Cells of a row, from 1.</param>
/// <param name="Height">Rows, from 1.</param>
/// <param name="Periodic">Whether cells at opposite borders are neighbours; otherwise outside there is 0.</param>
internal sealed record BitSettings(int Width, int Height, bool Periodic)
{
    /// <summary>Which share of cells takes its new bits in a step, 0 to 1; null where all do.</summary>
    public float? FireRate { get; init; }

    /// <summary>What chance follows from.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads that work at once, from 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How the circuit is executed.</summary>
    public CircuitExecution Execution { get; init; }

    /// <summary>Bits of the vectors that are used, 128, 256 or 512; null for the widest that the processor has.</summary>
    public int? VectorBits { get; init; }
}
