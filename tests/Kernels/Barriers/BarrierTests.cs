using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Tests.Kernels.Cuda;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>
/// In what the drivers get, a barrier lies between each store to shared memory and each load from it, whatever ILGPU has
/// moved. No run on a device would show it for certain: most run a group's threads in step, or one after the other.
/// </summary>
public class BarrierTests
{
    private static readonly (CudaArchitecture Architecture, CudaInstructionSet Instructions)[] gpus =
        [.. DeviceKernels.OldestAndNewest, (CudaArchitecture.SM_86, CudaInstructionSet.ISA_78)];

    /// <summary>Every operation with a device or a group body.</summary>
    public static TheoryData<string> Operations => [.. DeviceKernels.Names];

    /// <summary>Kernels that a check must not let pass.</summary>
    public static TheoryData<string> Faulty => [.. SharingKernels.Faulty.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Barriers_order_shared_memory_in_ptx(string operation) =>
        Assert.All(gpus, gpu => Assert.Empty(PtxFlow.Read(Ptx(DeviceKernels.Body(operation), gpu)).Races()));

    [Theory]
    [MemberData(nameof(Operations))]
    public void Barriers_order_shared_memory_in_opencl(string operation) =>
        Assert.Empty(OpenClFlow.Read(OpenCl(DeviceKernels.Body(operation))).Races());

    /// <summary>The two readers find the accesses and barriers at all, and in the same kernels.</summary>
    [Fact]
    public void Kernels_that_share_memory_are_seen()
    {
        const SharedAccess all = SharedAccess.Load | SharedAccess.Store | SharedAccess.Barrier;
        string[] inPtx = [.. DeviceKernels.Names
            .Where(name => Ptx(DeviceKernels.Body(name), gpus[0]).Contains(".shared", StringComparison.Ordinal))];
        Assert.True(inPtx.Length >= 7, $"only {string.Join(", ", inPtx)}");
        Assert.All(inPtx, name => Assert.Equal(all, PtxFlow.Read(Ptx(DeviceKernels.Body(name), gpus[0])).Accesses));
        Assert.All(inPtx, name => Assert.Equal(all, OpenClFlow.Read(OpenCl(DeviceKernels.Body(name))).Accesses));
    }

    [Fact]
    public void The_right_kernel_passes()
    {
        Assert.Empty(PtxFlow.Read(Ptx(SharingKernels.Entry(SharingKernels.Right), gpus[0])).Races());
        Assert.Empty(OpenClFlow.Read(OpenCl(SharingKernels.Entry(SharingKernels.Right))).Races());
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_kernel_is_caught(string kernel)
    {
        Assert.All(gpus, gpu => Assert.NotEmpty(PtxFlow.Read(Ptx(SharingKernels.Entry(SharingKernels.Faulty[kernel]), gpu)).Races()));
        Assert.NotEmpty(OpenClFlow.Read(OpenCl(SharingKernels.Entry(SharingKernels.Faulty[kernel]))).Races());
    }

    /// <summary>ILGPU's own barriers on OpenCL do not order shared memory; the engine's rewriting makes them do it.</summary>
    [Fact]
    public void A_dropped_fence_is_caught() =>
        Assert.NotEmpty(OpenClFlow.Read(DeviceKernels.OpenCl(SharingKernels.Entry(SharingKernels.Right)).Source).Races());

    private static string Ptx(EntryPointDescription kernel, (CudaArchitecture, CudaInstructionSet) gpu) =>
        DeviceKernels.Ptx(kernel, gpu.Item1, gpu.Item2, DeviceKernels.Registers(kernel));

    private static string OpenCl(EntryPointDescription kernel)
    {
        CLCompiledKernel compiled = DeviceKernels.OpenCl(kernel);
        OpenClAccess.Mend(compiled);
        return compiled.Source;
    }
}
