using System.Runtime.CompilerServices;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Chooses how a network is executed.</summary>
internal static class RowCircuit
{
    // Beyond, the compiler takes longer and longer, and gives up keeping values in registers.
    private const int MostCompiledGates = 4000;

    /// <summary>Makes a network ready to run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layout">Where bits lie.</param>
    /// <param name="execution">How; automatic compiles what is not too large, where code can be made at run time.</param>
    public static IRowCircuit Of(GateNetwork network, in BitLayout layout, CircuitExecution execution)
    {
        bool compiles = RuntimeFeature.IsDynamicCodeSupported && RuntimeFeature.IsDynamicCodeCompiled;
        return execution switch
        {
            CircuitExecution.Compiled => new CompiledCircuit(network, layout),
            CircuitExecution.Automatic when compiles && network.Gates.Length <= MostCompiledGates => new CompiledCircuit(network, layout),
            _ => layout.VectorBits switch
            {
                512 => new InterpretedCircuit<Bits512>(network, layout),
                256 => new InterpretedCircuit<Bits256>(network, layout),
                _ => new InterpretedCircuit<Bits128>(network, layout),
            },
        };
    }
}
