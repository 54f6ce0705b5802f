using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// The OpenCL devices of all platforms. ILGPU leaves those out that it cannot use, and all after the first that fails;
/// here every one keeps its number and gets its reason.
/// </summary>
internal static class OpenClDevices
{
    private const int MaximumDevices = 64;
    private const string Program = "__kernel void trial(__global int *a) { a[get_global_id(0)] = 1; }";

    private static readonly CLCVersion oldest = new(1, 2);

    private static CLAPI Loader => CLAPI.CurrentAPI;

    /// <summary>Lists them, each after a trial; platforms without a device share a row at the end.</summary>
    public static List<DeviceDescription> Find()
    {
        if (DriverLibrary.Load(DeviceKind.OpenCL, out string? trouble) == 0)
        {
            return [DeviceDescription.NoneOf(DeviceKind.OpenCL, trouble is null
                ? "no OpenCL loader is installed; on Debian and Ubuntu install ocl-icd-libopencl1 and your GPU's OpenCL driver"
                : $"the OpenCL loader is damaged: {trouble}; install it again, for 64 bits")];
        }

        if (!Loader.IsSupported)
        {
            return [DeviceDescription.NoneOf(DeviceKind.OpenCL, OpenClVendors.WhyNoPlatform())];
        }

        List<string> empty = [];
        List<DeviceDescription> found =
            [.. All(empty).Select((device, index) => Describe($"opencl:{index}", device.Platform, device.Device))];
        if (empty.Count > 0)
        {
            found.Add(DeviceDescription.NoneOf(
                DeviceKind.OpenCL,
                $"{string.Join("; ", empty)}; the GPU may be off, or your user not in the groups render and video"));
        }

        return found;
    }

    /// <summary>A device by its number.</summary>
    public static CLDevice Get(int index)
    {
        (nint platform, nint device) = All([])[index];
        return Create(platform, device);
    }

    private static List<(nint Platform, nint Device)> All(List<string> empty)
    {
        CLException.ThrowIfFailed(Loader.GetNumPlatforms(out int count));
        nint[] platforms = new nint[count];
        CLException.ThrowIfFailed(Loader.GetPlatforms(platforms, ref count));

        List<(nint, nint)> all = [];
        foreach (nint platform in platforms)
        {
            nint[] devices = new nint[MaximumDevices];
            CLError error = Loader.GetDevices(platform, CLDeviceType.CL_DEVICE_TYPE_ALL, devices, out int found);
            if (error == CLError.CL_SUCCESS && found > 0)
            {
                all.AddRange(devices.Take(found).Select(device => (platform, device)));
            }
            else
            {
                string name = Loader.GetPlatformInfo(platform, CLPlatformInfoType.CL_PLATFORM_NAME);
                CLError reason = error == CLError.CL_SUCCESS ? CLError.CL_DEVICE_NOT_FOUND : error;
                empty.Add($"the platform '{name}' offers no device: {DriverError.Explain(reason)}");
            }
        }

        return all;
    }

    private static CLDevice Create(nint platform, nint device)
    {
        CLDevice created = new(platform, device);
        OpenClAccess.Allow(created);
        return created;
    }

    private static DeviceDescription Describe(string id, nint platform, nint handle)
    {
        string? name = null;
        try
        {
            name = Loader.GetDeviceInfo(handle, CLDeviceInfoType.CL_DEVICE_NAME);
            if (Loader.GetDeviceInfo<int>(handle, CLDeviceInfoType.CL_DEVICE_AVAILABLE) == 0)
            {
                throw new CLException(CLError.CL_DEVICE_NOT_AVAILABLE);
            }

            CLDevice device = Create(platform, handle);
            return Obstacle(device) is { } obstacle
                ? DeviceDescription.Unusable(id, DeviceKind.OpenCL, obstacle, name)
                : DeviceDescription.Of(id, DeviceKind.OpenCL, device) with { Reason = WhyNotAutomatic(device) };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return DeviceDescription.Unusable(id, DeviceKind.OpenCL, DriverError.Explain(exception), name);
        }
    }

    private static string? Obstacle(CLDevice device)
    {
        int bits = Loader.GetDeviceInfo<int>(device.DeviceId, CLDeviceInfoType.CL_DEVICE_ADDRESS_BITS);
        return device.CLStdVersion < oldest
            ? $"it speaks OpenCL C {device.CLStdVersion.Major}.{device.CLStdVersion.Minor} and {oldest.Major}.{oldest.Minor} is needed; update the driver"
            : bits != 64 ? $"its addresses have {bits} bits; 64 are needed"
            : Try(device);
    }

    // What does everything short of a kernel of ours: a context, and the driver's compiler.
    private static string? Try(CLDevice device)
    {
        CLException.ThrowIfFailed(Loader.CreateContext(device.DeviceId, out nint context));
        try
        {
            CLException.ThrowIfFailed(Loader.CreateProgram(context, Program, out nint program));
            CLError error = Loader.BuildProgram(program, device.DeviceId, $"-cl-std={device.CLStdVersion}");
            string? reason = error == CLError.CL_SUCCESS ? null : ExplainBuild(program, device.DeviceId, error);
            CLException.ThrowIfFailed(Loader.ReleaseProgram(program));
            return reason;
        }
        finally
        {
            // Whatever it says, the trial has already answered.
            _ = Loader.ReleaseContext(context);
        }
    }

    private static string ExplainBuild(nint program, nint device, CLError error) =>
        error == CLError.CL_BUILD_PROGRAM_FAILURE
        && Loader.GetProgramBuildLog(program, device, out string? log) == CLError.CL_SUCCESS
            ? $"{DriverError.Explain(error)}: {DriverError.Digest(log)}"
            : DriverError.Explain(error);

    private static string? WhyNotAutomatic(CLDevice device) => device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_GPU
        ? null
        : "not a GPU; the cpu device is faster on the same processor";
}
