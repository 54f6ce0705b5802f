namespace GpuEcosystem.Engine.Devices;

/// <summary>Kinds of device that a world can run on.</summary>
public enum DeviceKind
{
    /// <summary>The processor, through the SIMD bodies.</summary>
    Cpu,

    /// <summary>An OpenCL device, through the device bodies.</summary>
    OpenCL,

    /// <summary>An NVIDIA GPU, through the device bodies.</summary>
    Cuda,

    /// <summary>The processor simulating a GPU thread by thread: very slow, for finding faults in device bodies.</summary>
    Simulated,
}
