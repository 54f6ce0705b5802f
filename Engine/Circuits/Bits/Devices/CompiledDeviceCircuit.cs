using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>A network as a kernel of its own.</summary>
/// <param name="launcher">Launches it.</param>
/// <param name="network">What is computed.</param>
/// <exception cref="UserException">The device cannot run it.</exception>
internal sealed class CompiledDeviceCircuit(Launcher launcher, GateNetwork network) : IDeviceCircuit
{
    private readonly LoadedKernel<BitUpdate> kernel = launcher.Device.Compile<BitUpdate>(BitKernel.Write(network));

    /// <inheritdoc/>
    public void Queue(in BitUpdate update) => launcher.Run<CompiledBits, BitUpdate>(kernel, update.Grid.Count, update);

    /// <inheritdoc/>
    public void Dispose()
    {
        launcher.Finish();
        kernel.Dispose();
    }
}
