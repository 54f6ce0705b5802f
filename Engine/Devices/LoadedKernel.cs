using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Devices;

/// <summary>A compiled kernel that somebody owns.</summary>
/// <typeparam name="TArguments">What it reads and writes.</typeparam>
internal sealed class LoadedKernel<TArguments>(Kernel kernel, int groupSize) : IDisposable
    where TArguments : struct
{
    /// <summary>Queues a run of so many threads.</summary>
    public Action<AcceleratorStream, Index1D, TArguments> Launch { get; } =
        kernel.CreateLauncherDelegate<Action<AcceleratorStream, Index1D, TArguments>>();

    /// <summary>Threads of a group.</summary>
    public int GroupSize { get; } = groupSize;

    /// <inheritdoc/>
    public void Dispose() => kernel.Dispose();
}
