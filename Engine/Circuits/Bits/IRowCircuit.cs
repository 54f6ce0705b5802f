namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A network that computes rows of bits.</summary>
internal unsafe interface IRowCircuit
{
    /// <summary>Computes a row without its ends. Several threads may do so at once, each with memory of its own.</summary>
    /// <param name="above">The row above, from the vector on its left.</param>
    /// <param name="row">The row itself.</param>
    /// <param name="below">The row below.</param>
    /// <param name="target">Where the answers go; none of the others.</param>
    /// <param name="scratch">So many bytes as <see cref="ScratchBytes"/> says.</param>
    void Compute(byte* above, byte* row, byte* below, byte* target, byte* scratch);

    /// <summary>What a thread needs beside rows.</summary>
    int ScratchBytes { get; }
}
