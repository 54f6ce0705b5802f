using ILGPU;

namespace GpuEcosystem.Kernels;

/// <summary>An operation as a GPU runs it: scalar code, one call for each thread.</summary>
/// <typeparam name="TArguments">What the operation reads and writes: sizes and views, nothing else.</typeparam>
public interface IDeviceBody<TArguments> : IOperation<TArguments>
    where TArguments : struct
{
    /// <summary>Number of threads that the operation needs.</summary>
    static abstract long Threads(in TArguments arguments);

    /// <summary>The work of thread <paramref name="index"/>.</summary>
    static abstract void Device(Index1D index, TArguments arguments);
}
