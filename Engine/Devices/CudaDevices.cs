using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// The NVIDIA GPUs. ILGPU leaves those out that it cannot use, all after the first that fails, and the whole driver
/// where it does not start; here every one keeps its number and gets its reason.
/// </summary>
internal static unsafe class CudaDevices
{
    private const int FewThreads = 128;
    private const int ComputeModeProhibited = 2;
    private const string Visible = "CUDA_VISIBLE_DEVICES";

    private static CudaAPI Driver => CudaAPI.CurrentAPI;

    /// <summary>
    /// Threads of a group in operations that leave it to the engine. ILGPU would take as many as possible, and a small launch would
    /// then keep a few multiprocessors busy.
    /// </summary>
    public static int ThreadsOfGroup(CudaAccelerator accelerator) => Math.Min(FewThreads, accelerator.MaxNumThreadsPerGroup);

    /// <summary>Lists them, each after a trial.</summary>
    public static List<DeviceDescription> Find()
    {
        string? trouble = Start(out int count);
        return trouble is null
            ? [.. Enumerable.Range(0, count).Select(Describe)]
            : [DeviceDescription.NoneOf(DeviceKind.Cuda, trouble)];
    }

    /// <summary>A GPU by its number.</summary>
    public static CudaDevice Get(int index)
    {
        CudaException.ThrowIfFailed(Driver.GetDevice(out int device, index));
        return Create(device);
    }

    /// <summary>What the driver's compiler is told of so many groups that should share a multiprocessor; 0 leaves it to the compiler.</summary>
    public static KernelSpecialization Registers(int groupsAtOnce) =>
        groupsAtOnce > 0 ? new KernelSpecialization(ComputeDevice.MostThreadsOfGroup, groupsAtOnce) : KernelSpecialization.Empty;

    private static string? Start(out int count)
    {
        count = 0;
        nint library = DriverLibrary.Load(DeviceKind.Cuda, out string? trouble);
        if (library == 0)
        {
            return trouble is null
                ? "no NVIDIA driver is installed (libcuda.so.1 is missing)"
                : $"the NVIDIA driver is damaged: {trouble}; install it again, for 64 bits";
        }

        // ILGPU would keep the error to itself.
        if (!NativeLibrary.TryGetExport(library, "cuInit", out nint init))
        {
            return "the NVIDIA driver is damaged: its library has no cuInit; install it again";
        }

        int error = ((delegate* unmanaged<uint, int>)init)(0);
        if (error == 0)
        {
            error = (int)Driver.GetDeviceCount(out count);
        }

        if (error == 0 && count == 0)
        {
            error = (int)CudaError.CUDA_ERROR_NO_DEVICE;
        }

        return error == (int)CudaError.CUDA_ERROR_NO_DEVICE && Environment.GetEnvironmentVariable(Visible) is { } visible
            ? $"{Visible} is '{visible}', which hides every GPU; unset it"
            : error != 0 ? DriverError.Explain((CudaError)error)
            : null;
    }

    private static DeviceDescription Describe(int index)
    {
        string id = $"cuda:{index}";
        string? name = null;
        try
        {
            CudaException.ThrowIfFailed(Driver.GetDevice(out int device, index));
            CudaException.ThrowIfFailed(Driver.GetDeviceName(out name, device));
            string? obstacle = Obstacle(device);
            return obstacle is null
                ? DeviceDescription.Of(id, DeviceKind.Cuda, Try(Create(device)))
                : DeviceDescription.Unusable(id, DeviceKind.Cuda, obstacle, name);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return DeviceDescription.Unusable(id, DeviceKind.Cuda, DriverError.Explain(exception), name);
        }
    }

    private static string? Obstacle(int device)
    {
        CudaException.ThrowIfFailed(Driver.GetDeviceComputeCapability(out int major, out int minor, device));
        if (!CudaDevice.TryGetArchitecture(major, minor, out CudaArchitecture architecture))
        {
            return $"the GPU is too old: its compute capability is {major}.{minor}, and 3.0 is needed";
        }

        CudaException.ThrowIfFailed(Driver.GetDriverVersion(out CudaDriverVersion version));
        if (!CudaAccelerator.TryGetInstructionSet(architecture, version, out _, out _))
        {
            CudaDriverVersion needed = Oldest(architecture);
            return $"the NVIDIA driver is too old: it knows CUDA {version.Major}.{version.Minor}, "
                + $"and this GPU needs {needed.Major}.{needed.Minor} here; update it";
        }

        return Driver.GetDeviceAttribute(DeviceAttributeKind.CU_DEVICE_ATTRIBUTE_COMPUTE_MODE, device) == ComputeModeProhibited
            ? "its compute mode is Prohibited; nvidia-smi -c 0 allows programs to use it"
            : null;
    }

    // What does everything short of a kernel of ours: a context, and the driver's compiler.
    private static CudaDevice Try(CudaDevice device)
    {
        CudaException.ThrowIfFailed(Driver.CreateContext(out nint context, CudaAcceleratorFlags.ScheduleAuto, device.DeviceId));
        try
        {
            string program = $".version {device.InstructionSet}\n.target {device.Architecture.ToString()!.ToLowerInvariant()}\n"
                + ".address_size 64\n\n.visible .entry trial(\n\t.param .b32 unused\n)\n{\n\tret;\n}\n";
            CudaException.ThrowIfFailed(Driver.LoadModule(out nint module, program, out _));
            CudaException.ThrowIfFailed(Driver.DestroyModule(module));
            return device;
        }
        finally
        {
            // Whatever it says, the trial has already answered.
            _ = Driver.DestroyContext(context);
        }
    }

    private static CudaDriverVersion Oldest(CudaArchitecture architecture)
    {
        CudaDriverVersion forGpu = CudaDriverVersionUtils.GetMinimumDriverVersion(architecture);
        CudaDriverVersion forKernels = CudaDriverVersionUtils.GetMinimumDriverVersion(CudaInstructionSet.ISA_60);
        return forGpu >= forKernels ? forGpu : forKernels;
    }

    // ILGPU 1.5.3 has no public way to a single device.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern CudaDevice Create(int deviceId);
}
