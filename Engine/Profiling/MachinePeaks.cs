using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Profiling;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>What a device can do at best, measured now.</summary>
/// <param name="PeakGflops">Multiply-adds on registers, counted as two, in 10^9 a second.</param>
/// <param name="PeakGBs">Bytes read and written by a copy much larger than any cache, in 10^9 a second.</param>
public sealed record MachinePeaks(double PeakGflops, double PeakGBs)
{
    private const int Repetitions = 9;
    private const long CopyFloats = 32L << 20;

    /// <summary>Measures a device, in about a second.</summary>
    internal static MachinePeaks Measure(Launcher launcher) => new(MultiplyAdds(launcher), Copies(launcher));

    private static double MultiplyAdds(Launcher launcher)
    {
        // Many more tiles than workers, so that all are busy to the end.
        bool simd = launcher.Device.RunsSimdBodies;
        using DeviceBuffer<float> results =
            launcher.Device.Allocate<float>(simd ? 64 * launcher.Device.Description.ComputeUnits : 1 << 18);
        MultiplyAddPeak.Arguments arguments = new()
        {
            Results = results.View,
            Rounds = simd ? 50_000 : 200,
            Lanes = simd ? SimdWorker.VectorBits / 32 : 1,
        };
        double seconds = Fastest(launcher, () => launcher.Run<MultiplyAddPeak, MultiplyAddPeak.Arguments>(arguments));
        return 2e-9 * MultiplyAddPeak.CostOf(arguments).MultiplyAdds / seconds;
    }

    private static double Copies(Launcher launcher)
    {
        using DeviceBuffer<float> source = launcher.Device.Allocate<float>(CopyFloats);
        using DeviceBuffer<float> target = launcher.Device.Allocate<float>(CopyFloats);
        MemoryCopy.Arguments arguments = new() { Source = source.View, Target = target.View };
        double seconds = Fastest(launcher, () => launcher.Run<MemoryCopy, MemoryCopy.Arguments>(arguments));
        return 1e-9 * MemoryCopy.CostOf(arguments).Bytes / seconds;
    }

    // A peak is the best that was seen; whatever else the machine did at the time only takes away from it.
    private static double Fastest(Launcher launcher, Action launch)
    {
        double fastest = double.PositiveInfinity;
        for (int repetition = -2; repetition < Repetitions; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            launch();
            launcher.Finish();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            fastest = repetition < 0 ? fastest : Math.Min(fastest, seconds);
        }

        return fastest;
    }
}
