namespace GpuEcosystem.Kernels.Circuits;

/// <summary>A step of a grid of bits by a circuit that has become a kernel of its own, which is written while the program runs.</summary>
public readonly struct CompiledBits : IOperation<BitUpdate>
{
    /// <inheritdoc/>
    public static Cost CostOf(in BitUpdate arguments) => Cost.OfFloats(2 * arguments.Next.Length);
}
