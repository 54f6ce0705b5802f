using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels;

/// <summary>
/// An operation as a GPU runs it in groups of threads that share memory and wait for each other. No result may depend
/// on how large the groups are.
/// </summary>
/// <typeparam name="TArguments">What the operation reads and writes: sizes and views, nothing else.</typeparam>
public interface IGroupBody<TArguments> : IOperation<TArguments>
    where TArguments : struct
{
    /// <summary>How many groups the operation needs, and their shape.</summary>
    /// <param name="arguments">The operation's arguments.</param>
    /// <param name="limits">What suits the device.</param>
    static abstract KernelConfig Launch(in TArguments arguments, GroupLimits limits);

    /// <summary>
    /// Groups that should fit a GPU's multiprocessor at once, so that one computes while another waits; its compiler then limits a
    /// thread's registers so that they do. 0 leaves that to the compiler.
    /// </summary>
    static virtual int GroupsAtOnce => 0;

    /// <summary>The work of the thread that <see cref="Grid"/> and <see cref="Group"/> name.</summary>
    static abstract void Device(TArguments arguments);
}
