using GpuEcosystem.Kernels.Simd;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// How a device rounds. Devices of one class make the same bits of the same recipe: all CPUs with fused multiply-add are one
/// class, whatever the width of their vectors, their make and their system. A GPU's compiler decides which products it fuses,
/// so a GPU's class is its name and its driver.
/// </summary>
internal static class ArithmeticClass
{
    private const string FusingCpu = "cpu-fma";
    private const string OtherCpu = "cpu";

    /// <summary>The class of a device.</summary>
    public static string Of(DeviceKind kind, Accelerator accelerator) => kind switch
    {
        DeviceKind.Cpu => VectorSupport.Fuses ? FusingCpu : OtherCpu,
        DeviceKind.Simulated => "simulated",
        DeviceKind.OpenCL => Named("opencl", accelerator, OpenClDriver((CLAccelerator)accelerator)),
        DeviceKind.Cuda => Named("cuda", accelerator, ((CudaAccelerator)accelerator).DriverVersion.ToString()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of device"),
    };

    private static string Named(string kind, Accelerator accelerator, string driver) =>
        $"{kind}, {accelerator.Name.Trim('\0', ' ')}, driver {driver}";

    private static string OpenClDriver(CLAccelerator accelerator) =>
        CLAPI.CurrentAPI.GetDeviceInfo(accelerator.DeviceId, CLDeviceInfoType.CL_DRIVER_VERSION).Trim('\0', ' ');
}
