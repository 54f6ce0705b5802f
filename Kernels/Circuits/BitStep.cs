namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What an interpreted circuit does next with a word of each of its slots.</summary>
/// <param name="Operation">
/// 0 to 15: answers as a gate of that kind. <see cref="Load"/>: reads a cell's neighbour. <see cref="Store"/>: gives the circuit's answer.
/// </param>
/// <param name="First">A gate's first slot; the plane that is read; the slot that holds the answer.</param>
/// <param name="Second">A gate's second slot; the neighbour that is read, 3(dy + 1) + (dx + 1).</param>
/// <param name="Target">The slot that is written; the plane of the answer.</param>
public readonly record struct BitStep(int Operation, int First, int Second, int Target)
{
    /// <summary>Operations from here on are no gates.</summary>
    public const int Load = 16;

    /// <summary>The operation that gives an answer.</summary>
    public const int Store = 17;
}
