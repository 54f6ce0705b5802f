using System.Collections;
using System.Runtime.InteropServices;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>A machine and its software, as far as they matter to devices, without anybody's name.</summary>
/// <param name="System">The operating system with its version and kernel.</param>
/// <param name="Architecture">The processor's architecture, and the process's where that differs.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Processor">What the processor calls itself, with its family and model.</param>
/// <param name="VirtualMachine">Whether it says that it is a virtual one; null where it does not say.</param>
/// <param name="Cores">Cores that the process may use.</param>
/// <param name="VectorBits">Width of the vectors that SIMD bodies use.</param>
/// <param name="MemoryBytes">Memory that the process may use.</param>
/// <param name="LoadBefore">How many threads wanted a core in the minute before, on Linux; what others do makes times longer.</param>
/// <param name="NvidiaDriver">The version of NVIDIA's kernel module, on Linux.</param>
/// <param name="DisplayAdapters">Vendor and device of the display adapters on the PCI bus, on Linux.</param>
/// <param name="OpenClDrivers">The OpenCL drivers that the loader is told of, on Linux.</param>
/// <param name="Settings">Environment variables that choose devices or vectors.</param>
public sealed record SystemFacts(
    string System,
    string Architecture,
    string Runtime,
    string Processor,
    bool? VirtualMachine,
    int Cores,
    int VectorBits,
    long MemoryBytes,
    string? LoadBefore,
    string? NvidiaDriver,
    IReadOnlyList<string> DisplayAdapters,
    IReadOnlyList<string> OpenClDrivers,
    IReadOnlyDictionary<string, string> Settings)
{
    private static readonly string[] settings =
        ["CUDA_", "NVIDIA_VISIBLE", "DOTNET_Enable", "DOTNET_gcServer", "DOTNET_GCHeap", "OCL_ICD_", "POCL_", "ROCR_", "HIP_VISIBLE", "GPU_DEVICE", "RUSTICL_"];

    /// <summary>Looks at this machine.</summary>
    public static SystemFacts Gather()
    {
        (string processor, bool? virtualMachine) = ProcessorName.Find();
        return new SystemFacts(
            $"{RuntimeInformation.OSDescription}, kernel {ReadLine("/proc/sys/kernel/osrelease") ?? Environment.OSVersion.Version.ToString()}",
            RuntimeInformation.OSArchitecture == RuntimeInformation.ProcessArchitecture
                ? RuntimeInformation.OSArchitecture.ToString()
                : $"{RuntimeInformation.OSArchitecture}, process {RuntimeInformation.ProcessArchitecture}",
            RuntimeInformation.FrameworkDescription,
            processor,
            virtualMachine,
            Environment.ProcessorCount,
            VectorSupport.WidestBits,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            ReadLine("/proc/loadavg")?.Split(' ')[0],
            ReadLine("/proc/driver/nvidia/version"),
            [.. FindDisplayAdapters()],
            [.. Entries("/etc/OpenCL/vendors").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)],
            FindSettings());
    }

    // Class 3 of PCI is display controllers.
    private static IEnumerable<string> FindDisplayAdapters() =>
        from device in Entries("/sys/bus/pci/devices").Order(StringComparer.Ordinal)
        where ReadLine(Path.Combine(device, "class"))?.StartsWith("0x03", StringComparison.Ordinal) == true
        select $"{ReadLine(Path.Combine(device, "vendor"))}:{ReadLine(Path.Combine(device, "device"))}";

    private static SortedDictionary<string, string> FindSettings()
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (settings.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                found[name] = PrivateNames.Hide((string?)variable.Value ?? "");
            }
        }

        return found;
    }

    private static string[] Entries(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? ReadLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
