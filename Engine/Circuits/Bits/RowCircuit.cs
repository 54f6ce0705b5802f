using System.Runtime.CompilerServices;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Chooses how a network is executed.</summary>
internal static class RowCircuit
{
    // Beyond, the compiler takes longer and longer, and gives up keeping values in registers.
    private const int MostCompiledGates = 4000;

    /// <summary>Whether machine code can be made while the program runs.</summary>
    public static bool CanCompile => RuntimeFeature.IsDynamicCodeSupported && RuntimeFeature.IsDynamicCodeCompiled;

    /// <summary>Makes a network ready to run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layout">Where bits lie.</param>
    /// <param name="execution">How; automatic compiles what is not too large.</param>
    /// <param name="canCompile">Whether anything is compiled at all.</param>
    public static IRowCircuit Of(GateNetwork network, in BitLayout layout, CircuitExecution execution, bool canCompile) => execution switch
    {
        CircuitExecution.Compiled when canCompile => new CompiledCircuit(network, layout),
        CircuitExecution.Automatic when canCompile && network.Gates.Length <= MostCompiledGates => new CompiledCircuit(network, layout),
        _ => layout.VectorBits switch
        {
            512 => new InterpretedCircuit<Bits512>(network, layout),
            256 => new InterpretedCircuit<Bits256>(network, layout),
            _ => new InterpretedCircuit<Bits128>(network, layout),
        },
    };
}
