using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Profiling;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>Work that a device does as fast as it does any: multiply-adds on registers, and a large copy.</summary>
internal sealed class PeakWork : IDisposable
{
    private const long CopyFloats = 32L << 20;

    private readonly DeviceBuffer<float> results;
    private readonly DeviceBuffer<float> source;
    private readonly DeviceBuffer<float> target;
    private readonly MultiplyAddPeak.Arguments multiplyAdds;
    private readonly MemoryCopy.Arguments copy;

    public PeakWork(Launcher launcher)
    {
        // Many more tiles than workers, so that all are busy to the end.
        ComputeDevice device = launcher.Device;
        bool simd = device.RunsSimdBodies;
        results = device.Allocate<float>(simd ? 32 * device.Workers : 1 << 18);
        source = device.Allocate<float>(CopyFloats);
        target = device.Allocate<float>(CopyFloats);
        multiplyAdds = new MultiplyAddPeak.Arguments
        {
            Results = results.View,
            Rounds = simd ? 6_000 : 200,
            Lanes = simd ? device.VectorBits / 32 : 1,
        };
        copy = new MemoryCopy.Arguments { Source = source.View, Target = target.View };
        MultiplyAdds = new TimedWork(launcher, () => launcher.RunGroups<MultiplyAddPeak, MultiplyAddPeak.Arguments>(multiplyAdds));
        Copies = new TimedWork(launcher, () => launcher.Run<MemoryCopy, MemoryCopy.Arguments>(copy));
    }

    public TimedWork MultiplyAdds { get; }

    public TimedWork Copies { get; }

    /// <summary>What the measurements say.</summary>
    public MachinePeaks Report() => new(
        2e-9 * MultiplyAddPeak.CostOf(multiplyAdds).MultiplyAdds / MultiplyAdds.Seconds,
        1e-9 * MemoryCopy.CostOf(copy).Bytes / Copies.Seconds);

    public void Dispose()
    {
        results.Dispose();
        source.Dispose();
        target.Dispose();
    }
}
