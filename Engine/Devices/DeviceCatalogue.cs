using System.Globalization;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Devices;

/// <summary>The devices of this machine.</summary>
public static class DeviceCatalogue
{
    /// <summary>What <see cref="Open"/> takes when nothing else is asked for.</summary>
    public const string Automatic = "auto";

    private static readonly DeviceKind[] gpus = [DeviceKind.Cuda, DeviceKind.OpenCL];
    private static readonly Dictionary<string, DeviceKind> kinds = gpus.ToDictionary(kind => kind.ToString().ToLowerInvariant());

    /// <summary>Lists the devices, in the order in which <c>auto</c> prefers them.</summary>
    public static IReadOnlyList<DeviceDescription> List()
    {
        Task<List<DeviceDescription>> cuda = Task.Run(() => DriverProbe.Find(DeviceKind.Cuda));
        List<DeviceDescription> openCl = DriverProbe.Find(DeviceKind.OpenCL);
        List<DeviceDescription> found = [.. cuda.Result, .. openCl, CpuDevices.Widest];
        DeviceDescription chosen = found.First(IsAutomatic);
        return [.. found.Select(device => device with
        {
            Chosen = device == chosen,
            Reason = device.Reason ?? (device == chosen ? ReasonFor(device) : $"{chosen.Id} comes first"),
        })];
    }

    /// <summary>Opens a device.</summary>
    /// <param name="id">
    /// <c>auto</c>, <c>cpu</c>, <c>cpu:128</c> (or another width of its vectors), <c>opencl</c>, <c>opencl:i</c>, <c>cuda</c>,
    /// <c>cuda:i</c> or <c>simulated</c>.
    /// </param>
    /// <param name="profiling">Whether the device's own clock is wanted, which may cost it a little speed.</param>
    /// <param name="workers">
    /// Threads that work on a step at once where the CPU's SIMD bodies run, as many as there are cores if null; with one, whoever
    /// takes the step works alone. Other devices do not ask. No result depends on it.
    /// </param>
    /// <exception cref="UserException">There is no such device, or it cannot be used.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There would be no worker.</exception>
    public static ComputeDevice Open(string id = Automatic, bool profiling = false, int? workers = null)
    {
        int most = workers ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(workers));
        string wanted = id.ToLowerInvariant();
        return wanted == Automatic
            ? OpenFirst(profiling, most)
            : OpenAs(CpuDevices.Find(wanted) ?? Find(wanted) ?? throw Unknown(id), "asked for", profiling, most);
    }

    // Drivers are asked only as long as none before them has a device.
    private static ComputeDevice OpenFirst(bool profiling, int workers)
    {
        string before = "";
        foreach (DeviceDescription gpu in gpus.SelectMany(DriverProbe.Find).Where(IsAutomatic))
        {
            try
            {
                DeviceDescription chosen = gpu with { Chosen = true, Reason = ReasonFor(gpu) + before };
                return OpenAs(chosen, chosen.Reason, profiling, workers);
            }
            catch (UserException exception)
            {
                before += $"; {exception.Message}";
            }
        }

        DeviceDescription cpu = CpuDevices.Widest;
        cpu = cpu with { Chosen = true, Reason = ReasonFor(cpu) + before };
        return OpenAs(cpu, cpu.Reason, profiling, workers);
    }

    // A kind without a number is its first device that can be used.
    private static DeviceDescription? Find(string wanted)
    {
        string[] parts = wanted.Split(':');
        if (!kinds.TryGetValue(parts[0], out DeviceKind kind))
        {
            return null;
        }

        List<DeviceDescription> devices = DriverProbe.Find(kind);
        bool whole = parts.Length == 1 || devices is [{ Id: var only }] && only == parts[0];
        DeviceDescription? match = whole
            ? devices.Find(device => device.Usable) ?? devices[0]
            : devices.Find(device => device.Id == wanted);
        return match is null || match.Usable ? match : throw new UserException($"{match.Id} cannot be used: {match.Reason}");
    }

    private static UserException Unknown(string id)
    {
        string known = string.Join(", ", List().Where(device => device.Usable).Select(device => device.Id));
        return new UserException($"there is no device '{id}'; this machine has {known}");
    }

    private static ComputeDevice OpenAs(DeviceDescription description, string reason, bool profiling, int workers)
    {
        Context context = Context.Create(builder => Configure(builder, profiling));
        try
        {
            Accelerator accelerator = description.Kind switch
            {
                DeviceKind.Cuda => CudaDevices.Get(NumberOf(description)).CreateAccelerator(context),
                DeviceKind.OpenCL => OpenClDevices.Get(NumberOf(description)).CreateAccelerator(context),
                _ => CpuDevices.Create(context),
            };
            return new ComputeDevice(description, reason, context, accelerator, workers);
        }
        catch (Exception exception) when (exception is not UserException)
        {
            context.Dispose();
            throw new UserException($"{description.Id} did not open: {DriverError.Explain(exception)}", exception);
        }
    }

    private static int NumberOf(DeviceDescription description) =>
        int.Parse(description.Id.AsSpan(description.Id.IndexOf(':') + 1), CultureInfo.InvariantCulture);

    private static Context.Builder Configure(Context.Builder builder, bool profiling)
    {
        builder.Optimize(OptimizationLevel.O2);
        return profiling ? builder.Profiling() : builder;
    }

    private static bool IsAutomatic(DeviceDescription device) => device.Usable && device.Reason is null;

    private static string ReasonFor(DeviceDescription chosen) =>
        chosen.Kind == DeviceKind.Cpu ? "no usable GPU was found" : "the first GPU found";
}
