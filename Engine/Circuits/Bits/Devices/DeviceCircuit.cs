using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>Chooses how a device executes a network.</summary>
internal static class DeviceCircuit
{
    // Beyond, compiling takes longer and longer.
    private const int MostCompiledGates = 2000;

    /// <summary>Makes a network ready to run.</summary>
    /// <param name="launcher">Launches it.</param>
    /// <param name="network">The network.</param>
    /// <param name="words">Words of a plane.</param>
    /// <param name="execution">How; automatic compiles what is not too large.</param>
    /// <exception cref="UserException">The device has no room for it, or cannot run it.</exception>
    public static IDeviceCircuit Of(Launcher launcher, GateNetwork network, int words, CircuitExecution execution)
    {
        bool compiles = execution switch
        {
            CircuitExecution.Automatic => network.Gates.Length <= MostCompiledGates,
            CircuitExecution.Compiled => true,
            _ => false,
        };

        // Where the CPU's bodies run, there is nothing to compile for: it has an automaton of its own.
        return compiles && RowCircuit.CanCompile && !launcher.Device.RunsSimdBodies
            ? new CompiledDeviceCircuit(launcher, network)
            : DeviceArena.Make(launcher, memory => new InterpretedDeviceCircuit(memory, network, words));
    }
}
