using System.Globalization;
using GpuEcosystem.Kernels.Simd;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace GpuEcosystem.Engine.Devices;

/// <summary>The processor: as itself, with the vectors of each width that it has, and as a simulated GPU.</summary>
internal static class CpuDevices
{
    private const string Id = "cpu";
    private const string SimulatedId = "simulated";

    private static readonly int[] widths = [.. ((int[])[128, 256, 512]).Where(bits => bits <= VectorSupport.WidestBits)];

    /// <summary>The processor with its widest vectors.</summary>
    public static DeviceDescription Widest { get; } = Describe(Id);

    /// <summary>The device of a name; null if the processor has no such name.</summary>
    public static DeviceDescription? Find(string id) => id switch
    {
        Id => Widest,
        SimulatedId => Widest with { Id = SimulatedId, Name = "a GPU simulated thread by thread", Kind = DeviceKind.Simulated },
        _ => widths.Any(bits => id == NameOf(bits)) ? Describe(id) : null,
    };

    /// <summary>Bits of the vectors of a device's SIMD bodies. All widths make the same bits; narrow ones show what other processors do.</summary>
    public static int VectorBits(string id) => Array.Find(widths, bits => id == NameOf(bits)) is > 0 and int asked ? asked : widths[^1];

    /// <summary>Makes the device.</summary>
    public static Accelerator Create(Context context)
    {
        // The simulated GPU alone launches through ILGPU, whose cheapest launch has one thread per core in one group. Four columns of each
        // of three threads are the fewest that hold a row of the largest kernels.
        int threads = Math.Max(3, Environment.ProcessorCount);
        return new CPUDevice(threads, 1, 1).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel);
    }

    private static string NameOf(int bits) => string.Create(CultureInfo.InvariantCulture, $"{Id}:{bits}");

    private static DeviceDescription Describe(string id) => new(
        id,
        $"{Environment.ProcessorCount} cores, {VectorBits(id)}-bit vectors",
        DeviceKind.Cpu,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Environment.ProcessorCount,
        Usable: true,
        Reason: null,
        Chosen: false);
}
