using System.Collections.Concurrent;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Benchmarks;

/// <summary>Devices that have computed every recorded case correctly in this process: nothing is timed on another.</summary>
internal static class CheckedDevice
{
    private static readonly ConcurrentDictionary<string, Lazy<ComputeDevice>> opened = new();

    /// <summary>The device that the environment variable GPUECO_DEVICE names, else the one that <c>auto</c> takes.</summary>
    public static ComputeDevice Open() =>
        Open(Environment.GetEnvironmentVariable("GPUECO_DEVICE") ?? DeviceCatalogue.Automatic);

    /// <summary>Opens a device once, and checks it then.</summary>
    /// <exception cref="InvalidOperationException">Its numbers are wrong.</exception>
    public static ComputeDevice Open(string id) => opened.GetOrAdd(id, _ => new Lazy<ComputeDevice>(() => Check(id))).Value;

    /// <summary>Refuses numbers that no correct operation leaves: none, some that are not finite, or all the same.</summary>
    /// <exception cref="InvalidOperationException">The numbers are such.</exception>
    public static void RequireNumbers(string what, float[] values)
    {
        if (!values.All(float.IsFinite) || values.Length == 0 || values.Min() == values.Max())
        {
            throw new InvalidOperationException($"{what}: the numbers are not finite, or all the same");
        }
    }

    private static ComputeDevice Check(string id)
    {
        ComputeDevice device = DeviceCatalogue.Open(id);
        IReadOnlyList<string> cases = ConformanceRunner.Find(Path.Combine(AppContext.BaseDirectory, "conformance"));
        foreach (CaseResult result in cases.Select(folder => ConformanceRunner.Run(device, folder)))
        {
            if (!result.Passed)
            {
                throw new InvalidOperationException($"{device.Description.Id} fails {result.Name}: {result.Message}");
            }
        }

        Console.WriteLine($"// {device.Description.Id}, {device.Description.Name}: all {cases.Count} recorded cases are right");
        return device;
    }
}
