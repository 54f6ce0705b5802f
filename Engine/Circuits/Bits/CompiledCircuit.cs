using System.Reflection.Emit;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A network as machine code: one loop over the vectors of a row, with all values in registers or on the stack.</summary>
internal sealed unsafe class CompiledCircuit : IRowCircuit
{
    private readonly Loop loop;
    private readonly nint rowBytes;

    /// <summary>Compiles a network.</summary>
    /// <param name="network">What is computed.</param>
    /// <param name="layout">Where bits lie.</param>
    public CompiledCircuit(GateNetwork network, in BitLayout layout)
    {
        DynamicMethod method = new(
            "Circuit", null, [typeof(byte*), typeof(byte*), typeof(byte*), typeof(byte*), typeof(nint)], typeof(CompiledCircuit).Module);
        CircuitEmitter.Emit(method.GetILGenerator(), network, layout);
        loop = method.CreateDelegate<Loop>();
        rowBytes = (nint)layout.Vectors * layout.VectorBytes;
    }

    private delegate void Loop(byte* above, byte* row, byte* below, byte* target, nint bytes);

    /// <inheritdoc/>
    public int ScratchBytes => 0;

    /// <inheritdoc/>
    public void Compute(byte* above, byte* row, byte* below, byte* target, byte* scratch) => loop(above, row, below, target, rowBytes);
}
