namespace GpuEcosystem.Engine.Devices;

/// <summary>What compiling kernels for a device has come to.</summary>
/// <param name="Kernels">Kernels that were compiled.</param>
/// <param name="Seconds">Time that took; some drivers do a part of it at the first launch only.</param>
/// <param name="Current">The kernel that is being compiled, if any.</param>
public sealed record KernelCompilation(int Kernels, double Seconds, string? Current)
{
    /// <summary>Nothing yet.</summary>
    public static KernelCompilation None { get; } = new(0, 0, null);

    /// <summary>Both together.</summary>
    public KernelCompilation With(KernelCompilation more) =>
        new(Kernels + more.Kernels, Seconds + more.Seconds, Current ?? more.Current);
}
