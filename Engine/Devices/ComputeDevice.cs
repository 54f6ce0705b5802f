using System.Collections.Concurrent;
using System.Reflection;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Simd;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>An opened device: its memory and its compiled kernels. Several worlds may share one, on several threads.</summary>
public sealed class ComputeDevice : IDisposable
{
    private readonly Context context;
    private readonly ConcurrentDictionary<Type, Lazy<Delegate>> kernels = new();
    private readonly Lazy<Action<AcceleratorStream, Index1D, long>> simdKernel;

    internal ComputeDevice(DeviceDescription description, string choiceReason, Context context, Accelerator accelerator)
    {
        Description = description;
        ChoiceReason = choiceReason;
        this.context = context;
        Accelerator = accelerator;
        simdKernel = new Lazy<Action<AcceleratorStream, Index1D, long>>(
            () => Load<Action<AcceleratorStream, Index1D, long>>(((Action<Index1D, long>)SimdWorker.Kernel).Method));
    }

    /// <summary>What the device is.</summary>
    public DeviceDescription Description { get; }

    /// <summary>Why it was taken.</summary>
    public string ChoiceReason { get; }

    /// <summary>ILGPU's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Whether the SIMD bodies run here, and not the device bodies.</summary>
    public bool RunsSimdBodies => Description.Kind == DeviceKind.Cpu;

    // Arguments are bound to a kernel object and launched in two driver calls, which must not mix between threads.
    internal Lock LaunchLock { get; } = new();

    /// <summary>Allocates zeroed memory.</summary>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="UserException">The device cannot give that much.</exception>
    public DeviceBuffer<T> Allocate<T>(long length)
        where T : unmanaged => DeviceBuffer<T>.Create(this, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Accelerator.Dispose();
        context.Dispose();
    }

    /// <summary>The compiled device body of an operation.</summary>
    internal Action<AcceleratorStream, Index1D, TArguments> DeviceKernel<TOperation, TArguments>()
        where TOperation : struct, IDeviceBody<TArguments>
        where TArguments : struct =>
        (Action<AcceleratorStream, Index1D, TArguments>)kernels.GetOrAdd(
            typeof(TOperation),
            _ => new Lazy<Delegate>(() => Load<Action<AcceleratorStream, Index1D, TArguments>>(
                ((Action<Index1D, TArguments>)TOperation.Device).Method))).Value;

    /// <summary>The kernel that runs a queue of SIMD bodies: one index a worker, and the queue's handle.</summary>
    internal Action<AcceleratorStream, Index1D, long> SimdKernel => simdKernel.Value;

    private TDelegate Load<TDelegate>(MethodInfo method)
        where TDelegate : Delegate
    {
        lock (LaunchLock)
        {
            if (Accelerator is not CLAccelerator openCl)
            {
                return Accelerator.LoadAutoGroupedKernel(method).CreateLauncherDelegate<TDelegate>();
            }

            EntryPointDescription entry = EntryPointDescription.FromImplicitlyGroupedKernel(method);
            CLCompiledKernel compiled = (CLCompiledKernel)openCl.Backend.Compile(entry, default);
            OpenClAccess.MakePointersGlobal(compiled);
            return openCl.LoadAutoGroupedKernel(compiled).CreateLauncherDelegate<TDelegate>();
        }
    }
}
