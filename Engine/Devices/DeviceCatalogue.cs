using System.Globalization;
using System.Runtime.InteropServices;
using GpuEcosystem.Kernels.Simd;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>The devices of this machine.</summary>
public static class DeviceCatalogue
{
    /// <summary>What <see cref="Open"/> takes when nothing else is asked for.</summary>
    public const string Automatic = "auto";

    private const string CpuId = "cpu";
    private const string SimulatedId = "simulated";

    /// <summary>Lists the devices, in the order in which <c>auto</c> prefers them.</summary>
    public static IReadOnlyList<DeviceDescription> List()
    {
        List<DeviceDescription> found = [.. FindCuda(), .. FindOpenCl(), DescribeCpu()];
        DeviceDescription chosen = found.First(device => IsAutomatic(device));
        return [.. found.Select(device => device with
        {
            Chosen = device == chosen,
            Reason = device.Reason ?? ReasonFor(device, chosen),
        })];
    }

    /// <summary>Opens a device.</summary>
    /// <param name="id"><c>auto</c>, <c>cpu</c>, <c>opencl</c>, <c>opencl:i</c>, <c>cuda</c>, <c>cuda:i</c> or <c>simulated</c>.</param>
    /// <param name="profiling">Whether the device's own clock is wanted, which may cost it a little speed.</param>
    /// <exception cref="UserException">There is no such device, or it cannot be used.</exception>
    public static ComputeDevice Open(string id = Automatic, bool profiling = false)
    {
        string wanted = id.ToLowerInvariant();
        if (wanted == SimulatedId)
        {
            return OpenCpu(DescribeSimulated(), "asked for", profiling);
        }

        if (wanted == CpuId)
        {
            return OpenCpu(DescribeCpu(), "asked for", profiling);
        }

        IReadOnlyList<DeviceDescription> devices = List();
        if (wanted == Automatic)
        {
            DeviceDescription chosen = devices.First(device => device.Chosen);
            return OpenAs(chosen, chosen.Reason ?? "", profiling);
        }

        string full = wanted.Contains(':', StringComparison.Ordinal) ? wanted : wanted + ":0";
        string kind = wanted.Split(':')[0];
        DeviceDescription? match = devices.FirstOrDefault(device => device.Id == full)
            ?? devices.FirstOrDefault(device => device.Id == kind && !device.Usable);
        if (match is null)
        {
            string known = string.Join(", ", devices.Where(device => device.Usable).Select(device => device.Id));
            throw new UserException($"there is no device '{id}'; this machine has {known}");
        }

        return match.Usable ? OpenAs(match, "asked for", profiling) : throw new UserException($"{id} cannot be used: {match.Reason}");
    }

    private static ComputeDevice OpenAs(DeviceDescription description, string reason, bool profiling)
    {
        if (description.Kind == DeviceKind.Cpu)
        {
            return OpenCpu(description, reason, profiling);
        }

        int index = int.Parse(description.Id.AsSpan(description.Id.IndexOf(':') + 1), CultureInfo.InvariantCulture);
        Context context = description.Kind == DeviceKind.Cuda ? CudaContext(profiling) : OpenClContext(profiling);
        try
        {
            Device device = description.Kind == DeviceKind.Cuda
                ? context.GetCudaDevice(index)
                : context.GetCLDevice(index);
            return new ComputeDevice(description, reason, context, device.CreateAccelerator(context));
        }
        catch (Exception exception) when (exception is not UserException)
        {
            context.Dispose();
            throw new UserException($"{description.Id} did not open: {exception.GetBaseException().Message}");
        }
    }

    private static ComputeDevice OpenCpu(DeviceDescription description, string reason, bool profiling)
    {
        Context context = Context.Create(builder => Configure(builder, profiling));

        // One thread per core in one group: ILGPU's cheapest launch. It wants two threads even on a single core.
        int threads = Math.Max(2, Environment.ProcessorCount);
        Accelerator accelerator =
            new CPUDevice(threads, 1, 1).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel);
        return new ComputeDevice(description, reason, context, accelerator);
    }

    // The algorithms library brings exp, log and the like to CUDA.
    private static Context.Builder Configure(Context.Builder builder, bool profiling)
    {
        builder.Optimize(OptimizationLevel.O2).EnableAlgorithms();
        return profiling ? builder.Profiling() : builder;
    }

    private static Context CudaContext(bool profiling) => Context.Create(builder => Configure(builder, profiling).Cuda());

    private static Context OpenClContext(bool profiling) => Context.Create(builder => Configure(builder, profiling).OpenCL(device =>
    {
        OpenClAccess.Allow(device);
        return true;
    }));

    private static DeviceDescription DescribeCpu() => new(
        CpuId,
        $"{Environment.ProcessorCount} cores, {SimdWorker.VectorBits}-bit vectors",
        DeviceKind.Cpu,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Environment.ProcessorCount,
        Usable: true,
        Reason: null,
        Chosen: false);

    private static DeviceDescription DescribeSimulated() =>
        DescribeCpu() with { Id = SimulatedId, Name = "a GPU simulated thread by thread", Kind = DeviceKind.Simulated };

    private static List<DeviceDescription> FindCuda()
    {
        if (!HasLibrary(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1"))
        {
            return [Missing(DeviceKind.Cuda, "cuda", "no NVIDIA driver is installed")];
        }

        try
        {
            using Context context = CudaContext(profiling: false);
            CudaDevice[] devices = [.. context.GetCudaDevices()];
            return [.. devices.Select((device, index) => Describe($"cuda:{index}", DeviceKind.Cuda, device))];
        }
        catch (Exception exception)
        {
            return [Missing(DeviceKind.Cuda, "cuda", exception.GetBaseException().Message)];
        }
    }

    private static List<DeviceDescription> FindOpenCl()
    {
        string library = OperatingSystem.IsWindows() ? "OpenCL.dll"
            : OperatingSystem.IsMacOS() ? "/System/Library/Frameworks/OpenCL.framework/OpenCL"
            : "libOpenCL.so";
        if (!HasLibrary(library))
        {
            return [Missing(
                DeviceKind.OpenCL,
                "opencl",
                $"the OpenCL loader {library} is missing; on Debian and Ubuntu install ocl-icd-opencl-dev and your GPU's OpenCL driver")];
        }

        try
        {
            using Context context = OpenClContext(profiling: false);
            CLDevice[] devices = [.. context.GetCLDevices()];
            List<DeviceDescription> found = [.. devices.Select((device, index) =>
                Describe($"opencl:{index}", DeviceKind.OpenCL, device) with { Reason = WhyNotAutomatic(device) })];
            return found.Count > 0 ? found : [Missing(
                DeviceKind.OpenCL, "opencl", "the OpenCL loader finds no driver; install your GPU's, or pocl-opencl-icd")];
        }
        catch (Exception exception)
        {
            return [Missing(DeviceKind.OpenCL, "opencl", exception.GetBaseException().Message)];
        }
    }

    private static string? WhyNotAutomatic(CLDevice device) => device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_GPU
        ? null
        : "not a GPU; the cpu device is faster on the same processor";

    private static bool HasLibrary(string name)
    {
        bool found = NativeLibrary.TryLoad(name, out nint handle);
        if (found)
        {
            NativeLibrary.Free(handle);
        }

        return found;
    }

    private static DeviceDescription Describe(string id, DeviceKind kind, Device device) => new(
        id, device.Name.Trim('\0', ' '), kind, device.MemorySize, device.NumMultiprocessors, Usable: true, Reason: null, Chosen: false);

    private static DeviceDescription Missing(DeviceKind kind, string id, string reason) =>
        new(id, "-", kind, 0, 0, Usable: false, reason, Chosen: false);

    private static bool IsAutomatic(DeviceDescription device) => device.Usable && device.Reason is null;

    private static string ReasonFor(DeviceDescription device, DeviceDescription chosen) => device != chosen
        ? $"{chosen.Id} comes first"
        : device.Kind == DeviceKind.Cpu ? "no usable GPU was found" : "the first GPU found";
}
