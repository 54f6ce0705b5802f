using System.Globalization;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>What an open device and its driver say of themselves.</summary>
/// <param name="Description">What is known without opening it.</param>
/// <param name="ChoiceReason">Why it was taken.</param>
/// <param name="Arithmetic">How it rounds: devices of one such class make the same bits.</param>
/// <param name="GroupSize">Threads of a group in operations whose threads share memory.</param>
/// <param name="MostThreadsPerGroup">Threads that a group may have at most.</param>
/// <param name="ThreadsAtOnce">Threads that go in step: a warp, wavefront or subgroup.</param>
/// <param name="SharedBytesPerGroup">Shared memory that a group may have at most.</param>
/// <param name="ThreadsPerUnit">Threads that a multiprocessor holds at most.</param>
/// <param name="Driver">What else the driver says, by name.</param>
public sealed record DeviceFacts(
    DeviceDescription Description,
    string ChoiceReason,
    string Arithmetic,
    int GroupSize,
    int MostThreadsPerGroup,
    int ThreadsAtOnce,
    long SharedBytesPerGroup,
    int ThreadsPerUnit,
    IReadOnlyDictionary<string, string> Driver)
{
    /// <summary>Asks a device.</summary>
    public static DeviceFacts Of(ComputeDevice device)
    {
        Accelerator accelerator = device.Accelerator;
        Dictionary<string, Func<object?>> questions = accelerator switch
        {
            CudaAccelerator cuda => AskCuda(cuda),
            CLAccelerator openCl => AskOpenCl((CLDevice)openCl.Device),
            _ => [],
        };
        return new DeviceFacts(
            device.Description,
            device.ChoiceReason,
            device.Arithmetic,
            device.GroupLimits.Threads,
            accelerator.MaxNumThreadsPerGroup,
            accelerator.WarpSize,
            accelerator.MaxSharedMemoryPerGroup,
            accelerator.MaxNumThreadsPerMultiprocessor,
            questions.ToDictionary(question => question.Key, question => Answer(question.Value)));
    }

    private static Dictionary<string, Func<object?>> AskCuda(CudaAccelerator cuda) => new()
    {
        ["cudaDriver"] = () => cuda.DriverVersion,
        ["computeCapability"] = () => cuda.Architecture,
        ["ptxVersion"] = () => cuda.InstructionSet,
        ["driverMode"] = () => OperatingSystem.IsWindows() ? cuda.DriverMode : "",
        ["clockMHz"] = () => cuda.ClockRate,
        ["memoryClockMHz"] = () => cuda.MemoryClockRate,
        ["memoryBusBits"] = () => cuda.MemoryBusWidth,
        ["l2CacheBytes"] = () => cuda.L2CacheSize,
        ["errorCorrection"] = () => cuda.HasECCSupport ? "on" : "off",
        ["sharedBytesPerUnit"] = () => cuda.MaxSharedMemoryPerMultiprocessor,
        ["registersPerGroup"] = () => cuda.TotalNumRegistersPerGroup,
        ["registersPerUnit"] = () => cuda.TotalNumRegistersPerMultiprocessor,
    };

    private static Dictionary<string, Func<object?>> AskOpenCl(CLDevice device) => new()
    {
        ["platform"] = () => device.PlatformName,
        ["platformVersion"] = () => device.PlatformVersion,
        ["vendor"] = () => device.VendorName,
        ["deviceType"] = () => device.DeviceType,
        ["deviceVersion"] = () => Ask(device, CLDeviceInfoType.CL_DEVICE_VERSION),
        ["languageVersion"] = () => Ask(device, CLDeviceInfoType.CL_DEVICE_OPENCL_C_VERSION),
        ["driverVersion"] = () => Ask(device, CLDeviceInfoType.CL_DRIVER_VERSION),
        ["clockMHz"] = () => device.ClockRate,
        ["mostBytesPerBuffer"] = () => AskNumber(device, CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        ["mostBytesOfArguments"] = () => AskNumber(device, CLDeviceInfoType.CL_DEVICE_MAX_PARAMETER_SIZE),
        ["cacheBytes"] = () => AskNumber(device, CLDeviceInfoType.CL_DEVICE_GLOBAL_MEM_CACHE_SIZE),
        ["extensions"] = () => string.Join(' ', device.Extensions.Order(StringComparer.Ordinal)),
    };

    private static string? Ask(CLDevice device, CLDeviceInfoType what) => CLAPI.CurrentAPI.GetDeviceInfo(device.DeviceId, what);

    private static long AskNumber(CLDevice device, CLDeviceInfoType what) =>
        CLAPI.CurrentAPI.GetDeviceInfo<long>(device.DeviceId, what);

    // A driver that refuses an answer may compute all the same.
    private static string Answer(Func<object?> ask)
    {
        try
        {
            return Convert.ToString(ask(), CultureInfo.InvariantCulture)?.Trim('\0', ' ') ?? "";
        }
        catch (Exception exception)
        {
            return $"no answer: {exception.GetType().Name}";
        }
    }
}
