using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>A network that computes steps of a grid of bits on a device.</summary>
internal interface IDeviceCircuit : IDisposable
{
    /// <summary>Queues a step.</summary>
    /// <param name="update">From where to where.</param>
    void Queue(in BitUpdate update);
}
