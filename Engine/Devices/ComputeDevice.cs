using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Network;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>An opened device: its memory and its compiled kernels. Several worlds may share one, on several threads.</summary>
public sealed class ComputeDevice : IDisposable
{
    /// <summary>The most threads of a group, where the device allows as many.</summary>
    internal const int MostThreadsOfGroup = 256;

    private const long LeastFloatsOfBand = 64L << 20;

    // At most this part of a GPU's memory, if that is not less than the least.
    private const int BandShare = 16;

    private readonly Context context;
    private readonly ConcurrentDictionary<Type, Lazy<Delegate>> kernels = new();
    private readonly ConcurrentDictionary<Type, int> groupSizes = new();
    private readonly bool hasRoomForTiles;

    internal ComputeDevice(
        DeviceDescription description, string choiceReason, Context context, Accelerator accelerator, int workers)
    {
        Description = description;
        ChoiceReason = choiceReason;
        Workers = workers;
        this.context = context;
        Accelerator = accelerator;
        Memory = MemoryBook.Of(description);
        Arithmetic = ArithmeticClass.Of(description.Kind, accelerator);

        // OpenCL drivers for processors run a group's threads one after the other, with their numbers in a cache.
        bool isProcessor = accelerator is CLAccelerator { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU };
        GroupLimits = new GroupLimits(
            Math.Min(accelerator.MaxNumThreadsPerGroup, isProcessor ? 64 : MostThreadsOfGroup),
            description.Kind == DeviceKind.Simulated ? 1 : accelerator.NumMultiprocessors,
            isProcessor ? 1 : 4);

        // A power of two: whether a card corrects errors takes some of its memory, and must not decide how sums are cut.
        FloatsOfBand = accelerator is CudaAccelerator
            ? Math.Max(LeastFloatsOfBand, 1L << BitOperations.Log2((ulong)accelerator.MemorySize / BandShare / sizeof(float)))
            : LeastFloatsOfBand;

        // The compilers for OpenCL do not find enough registers for them, on Intel's GPUs, AMD's or a processor.
        hasRoomForTiles = accelerator is CudaAccelerator
            && GroupLimits.Threads >= HaloTile.Threads * HaloTile.Depth
            && accelerator.MaxSharedMemoryPerGroup >= GroupBlock.SharedFloats * sizeof(float);
    }

    /// <summary>What the device is.</summary>
    public DeviceDescription Description { get; }

    /// <summary>Why it was taken.</summary>
    public string ChoiceReason { get; }

    /// <summary>
    /// How it rounds: <c>cpu-fma</c>, <c>cpu</c> (without fused multiply-add), or of a GPU its kind, name and driver. The same
    /// recipe has the same bits on every device of one such class.
    /// </summary>
    public string Arithmetic { get; }

    /// <summary>ILGPU's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>What worlds have taken of its memory; tests have books of their own.</summary>
    internal MemoryBook Memory { get; set; }

    /// <summary>Whether the SIMD bodies run here, and not the device bodies.</summary>
    public bool RunsSimdBodies => Description.Kind == DeviceKind.Cpu;

    /// <summary>Threads that run the SIMD bodies of a world's step at once.</summary>
    internal int Workers { get; }

    /// <summary>Bits of the vectors of the SIMD bodies: 512, 256 or 128.</summary>
    internal int VectorBits => CpuDevices.VectorBits(Description.Id);

    /// <summary>
    /// Shapes of groups that suit the device: enough threads to hide the memory's delays, few enough for each to have many
    /// registers, and a group or more for each multiprocessor.
    /// </summary>
    internal GroupLimits GroupLimits { get; }

    /// <summary>
    /// Floats of scratch memory for a band of the grid: many times a cache, so that the rows computed twice at the edges weigh little.
    /// A GPU with memory of its own takes a share of it, for its launches are fast where they are large.
    /// </summary>
    internal long FloatsOfBand { get; }

    /// <summary>Floats of scratch memory for a strip of a patch.</summary>
    internal long FloatsOfStrip => 2 * FloatsOfBand;

    /// <summary>Whether a block of such networks is one launch here, and what lies between its layers needs no memory.</summary>
    internal bool FusesBlocks(in NetworkLayout layout) => RunsSimdBodies || (hasRoomForTiles && GroupBlock.Fits(layout));

    /// <summary>Whether the encoder of such networks works on tiles in shared memory here.</summary>
    internal bool TilesEncoder(in NetworkLayout layout) => hasRoomForTiles && layout.KernelSize == HaloTile.KernelSize;

    // Arguments are bound to a kernel object and launched in two driver calls, which must not mix between threads.
    internal Lock LaunchLock { get; } = new();

    /// <summary>What compiling kernels has come to; other threads may look on.</summary>
    public KernelCompilation Compilation { get; private set; } = KernelCompilation.None;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Accelerator.Dispose();
        }
        catch (AcceleratorException)
        {
            // A kernel that did not load cannot be unloaded either, and a GPU that failed fails at everything: what
            // went wrong has been thrown already, and must not be replaced.
        }

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

    /// <summary>Threads of a group in an operation that leaves it to ILGPU, once its device body is compiled.</summary>
    internal int GroupSizeOf<TOperation>() => groupSizes[typeof(TOperation)];

    /// <summary>The compiled group body of an operation.</summary>
    internal Action<AcceleratorStream, KernelConfig, TArguments> GroupKernel<TOperation, TArguments>()
        where TOperation : struct, IGroupBody<TArguments>
        where TArguments : struct =>
        (Action<AcceleratorStream, KernelConfig, TArguments>)kernels.GetOrAdd(
            typeof(TOperation),
            _ => new Lazy<Delegate>(() => Load<Action<AcceleratorStream, KernelConfig, TArguments>>(
                ((Action<TArguments>)TOperation.Device).Method, CudaDevices.Registers(TOperation.GroupsAtOnce)))).Value;

    /// <summary>Compiles a body that no operation has. Whoever asks for it disposes of it, once nothing runs it any more.</summary>
    /// <param name="body">A public static method that takes a thread's index and the arguments.</param>
    /// <exception cref="UserException">The device cannot run it.</exception>
    internal LoadedKernel<TArguments> Compile<TArguments>(MethodInfo body)
        where TArguments : struct
    {
        LoadedKernel<TArguments> kernel = Load(body, null, loaded => new LoadedKernel<TArguments>(loaded, groupSizes[body.DeclaringType!]));
        groupSizes.TryRemove(body.DeclaringType!, out _);
        return kernel;
    }

    private TDelegate Load<TDelegate>(MethodInfo method, KernelSpecialization? registers = null)
        where TDelegate : Delegate => Load(method, registers, kernel => kernel.CreateLauncherDelegate<TDelegate>());

    // With registers as CudaDevices tells the compiler of a kernel in groups, and null for the others.
    private T Load<T>(MethodInfo method, KernelSpecialization? registers, Func<Kernel, T> finish)
    {
        string name = method.DeclaringType!.Name;
        EntryPointDescription entry = registers is not null
            ? EntryPointDescription.FromExplicitlyGroupedKernel(method)
            : EntryPointDescription.FromImplicitlyGroupedKernel(method);
        lock (LaunchLock)
        {
            long begin = Stopwatch.GetTimestamp();
            KernelCompilation before = Compilation;
            Compilation = before with { Current = name };
            try
            {
                return finish(Load(method, entry, registers));
            }
            catch (AcceleratorException exception)
            {
                string log = DriverError.Digest(BuildLog(entry));
                string reason = DriverError.Explain(exception) + (log.Length > 0 ? $": {log}" : "");
                throw new UserException($"{Description.Id} cannot run {name}: {reason}", exception);
            }
            catch (Exception exception)
            {
                // ILGPU does not say which kernel it could not translate.
                throw new InvalidOperationException(
                    $"the kernel {name} could not be compiled: {exception.GetBaseException().Message}", exception);
            }
            finally
            {
                Compilation = before.With(new KernelCompilation(1, Stopwatch.GetElapsedTime(begin).TotalSeconds, null));
            }
        }
    }

    private Kernel Load(MethodInfo method, EntryPointDescription entry, KernelSpecialization? registers)
    {
        ForgetEarlierKernels();
        if (registers is KernelSpecialization ofGroups)
        {
            return Accelerator switch
            {
                CudaAccelerator cuda => cuda.LoadKernel(method, ofGroups),
                CLAccelerator openCl => openCl.LoadKernel(Compile(openCl, entry)),
                _ => Accelerator.LoadKernel(method),
            };
        }

        KernelInfo? info = null;
        Kernel kernel = Accelerator switch
        {
            CudaAccelerator cuda => cuda.LoadImplicitlyGroupedKernel(method, CudaDevices.ThreadsOfGroup(cuda)),
            CLAccelerator openCl => openCl.LoadAutoGroupedKernel(Compile(openCl, entry), out info),
            _ => Accelerator.LoadAutoGroupedKernel(method, out info),
        };

        // ILGPU launches groups of the size that it calls the least one.
        groupSizes[method.DeclaringType!] = Accelerator is CudaAccelerator nvidia
            ? CudaDevices.ThreadsOfGroup(nvidia)
            : info?.MinGroupSize ?? 1;
        return kernel;
    }

    // ILGPU takes a method that an earlier kernel has called as it left it there, and gives its parameters types that it holds
    // for others: arguments then stay in memory, behind casts that OpenCL C refuses. Text must not depend on what came before.
    private void ForgetEarlierKernels() => Accelerator.Context.ClearCache(ClearCacheMode.Everything);

    private static CLCompiledKernel Compile(CLAccelerator accelerator, EntryPointDescription entry)
    {
        CLCompiledKernel compiled = (CLCompiledKernel)accelerator.Backend.Compile(entry, default);
        OpenClAccess.Mend(compiled);
        return compiled;
    }

    // ILGPU throws the compiler's log away: it takes another try to see it.
    private string? BuildLog(EntryPointDescription entry)
    {
        string? log = null;
        try
        {
            ForgetEarlierKernels();
            if (Accelerator is CLAccelerator openCl)
            {
                CLCompiledKernel compiled = Compile(openCl, entry);
                CLKernel.LoadKernel(openCl, compiled.Name, compiled.Source, compiled.CVersion, out _, out _, out log);
            }
            else if (Accelerator is CudaAccelerator cuda)
            {
                PTXCompiledKernel compiled = (PTXCompiledKernel)cuda.Backend.Compile(entry, default);
                CudaAPI.CurrentAPI.LoadModule(out _, compiled.PTXAssembly, out log);
            }
        }
        catch (AcceleratorException)
        {
            // Then there is no log.
        }

        return log;
    }
}
