using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>Makes grids of bits where a launcher launches.</summary>
internal static class BitAutomata
{
    /// <summary>Makes a grid of zeros.</summary>
    /// <param name="launcher">Launches its steps, and what looks at them after.</param>
    /// <param name="network">What cells become, as many answers as planes.</param>
    /// <param name="settings">The grid, and how it is computed.</param>
    /// <exception cref="UserException">The device has no room for it, or cannot run it.</exception>
    public static IBitAutomaton Make(Launcher launcher, GateNetwork network, BitSettings settings) => launcher.Device.RunsSimdBodies
        ? new BitAutomaton(network, settings with { Threads = launcher.Device.Workers })
        : new DeviceAutomaton(launcher, network, settings);
}
