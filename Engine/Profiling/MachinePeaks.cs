namespace GpuEcosystem.Engine.Profiling;

/// <summary>What a device can do at best, measured beside the world's own work and under the same conditions.</summary>
/// <param name="PeakGflops">Multiply-adds on registers, counted as two, in 10^9 a second.</param>
/// <param name="PeakGBs">Bytes read and written by a copy much larger than any cache, in 10^9 a second.</param>
public sealed record MachinePeaks(double PeakGflops, double PeakGBs);
