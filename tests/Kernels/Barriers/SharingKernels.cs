using System.Reflection;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>
/// Kernels as our group bodies are, in rounds: the threads share numbers, and each reads what the others shared. One is
/// right, the others have a fault each that such a body could have.
/// </summary>
internal static class SharingKernels
{
    /// <summary>Threads of a group, and cells of shared memory.</summary>
    public const int GroupSize = 8;

    private static readonly Action<ArrayView<float>, ArrayView<float>, int>[] faulty =
        [BarrierAfterUse, NoBarrierBeforeSharing, NoBarrierAfterSharing, BarrierInABranch];

    /// <summary>The right kernel.</summary>
    public static MethodInfo Right { get; } = ((Delegate)BarrierBeforeAndAfterSharing).Method;

    /// <summary>The faulty kernels by name, which drivers know them by as well.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Faulty { get; } =
        faulty.ToDictionary(kernel => kernel.Method.Name, kernel => kernel.Method);

    /// <summary>What a back end compiles.</summary>
    public static EntryPointDescription Entry(MethodInfo kernel) => EntryPointDescription.FromExplicitlyGroupedKernel(kernel);

    /// <summary>Runs a kernel, as the engine does or, on OpenCL, as ILGPU compiled it.</summary>
    public static void Run(ComputeDevice device, MethodInfo kernel, bool mended = true)
    {
        const int groups = 2, rounds = 3;
        using DeviceBuffer<float> input = device.Allocate<float>(rounds * GroupSize);
        using DeviceBuffer<float> output = device.Allocate<float>(groups * GroupSize);
        AcceleratorStream stream = device.Accelerator.DefaultStream;

        // Other tests compile and launch on the same device.
        using Lock.Scope alone = device.LaunchLock.EnterScope();
        using Kernel loaded = Load(device.Accelerator, kernel, mended);
        loaded.CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, ArrayView<float>, ArrayView<float>, int>>()(
            stream, new KernelConfig(groups, GroupSize), input.View, output.View, rounds);
        stream.Synchronize();
    }

    private static Kernel Load(Accelerator accelerator, MethodInfo kernel, bool mended)
    {
        if (accelerator is not CLAccelerator openCl)
        {
            return accelerator.LoadKernel(kernel);
        }

        CLCompiledKernel compiled = (CLCompiledKernel)openCl.Backend.Compile(Entry(kernel), default);
        if (mended)
        {
            OpenClAccess.Mend(compiled);
        }

        return openCl.LoadKernel(compiled);
    }

    private static void BarrierBeforeAndAfterSharing(ArrayView<float> input, ArrayView<float> output, int rounds)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        float sum = 0;
        for (int round = 0; round < rounds; round++)
        {
            Group.Barrier();
            Share(shared, input, round);
            Group.Barrier();
            sum = Use(shared, sum);
        }

        output[Grid.GlobalIndex.X] = sum;
    }

    // Right as it is written; ILGPU moves the loads behind the second barrier, to where the sum is used.
    private static void BarrierAfterUse(ArrayView<float> input, ArrayView<float> output, int rounds)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        float sum = 0;
        for (int round = 0; round < rounds; round++)
        {
            Share(shared, input, round);
            Group.Barrier();
            sum = Use(shared, sum);
            Group.Barrier();
        }

        output[Grid.GlobalIndex.X] = sum;
    }

    private static void NoBarrierBeforeSharing(ArrayView<float> input, ArrayView<float> output, int rounds)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        float sum = 0;
        for (int round = 0; round < rounds; round++)
        {
            Share(shared, input, round);
            Group.Barrier();
            sum = Use(shared, sum);
        }

        output[Grid.GlobalIndex.X] = sum;
    }

    private static void NoBarrierAfterSharing(ArrayView<float> input, ArrayView<float> output, int rounds)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        float sum = 0;
        for (int round = 0; round < rounds; round++)
        {
            Group.Barrier();
            Share(shared, input, round);
            sum = Use(shared, sum);
        }

        output[Grid.GlobalIndex.X] = sum;
    }

    private static void BarrierInABranch(ArrayView<float> input, ArrayView<float> output, int rounds)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        float sum = 0;
        for (int round = 0; round < rounds; round++)
        {
            Group.Barrier();
            Share(shared, input, round);
            if (input[round] > 0)
            {
                Group.Barrier();
            }

            sum = Use(shared, sum);
        }

        output[Grid.GlobalIndex.X] = sum;
    }

    private static void Share(ArrayView<float> shared, ArrayView<float> input, int round) =>
        shared[Group.IdxX] = input[round * GroupSize + Group.IdxX];

    private static float Use(ArrayView<float> shared, float sum) =>
        sum + shared[0] + shared[1] + shared[2] + shared[3] + shared[4] + shared[5] + shared[6] + shared[7];
}
