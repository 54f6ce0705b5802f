using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.Profiling;
using GpuEcosystem.Kernels.World;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.Cuda;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Cuda;

/// <summary>What ILGPU makes of every device body, for GPUs that the machine need not have.</summary>
public class CudaCompilationTests
{
    // What an integer 1 looks like where its bits are taken for a float's.
    private const string WrongOneInOpenCl = "1.40129846E-45";
    private const string WrongOneInPtx = "0f00000001";

    /// <summary>Every operation with a device or a group body.</summary>
    public static TheoryData<string> Operations => [.. DeviceKernels.Names];

    /// <summary>The operations are found at all.</summary>
    [Fact]
    public void There_are_operations() => Assert.True(DeviceKernels.Names.Count >= 20, $"only {DeviceKernels.Names.Count} operations found");

    /// <summary>
    /// For the oldest and the newest GPU that ILGPU 1.5.3 knows the body compiles, calls nothing that is missing
    /// there, keeps its variables in registers and uses no coarse tanh.
    /// </summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Compiles_to_clean_ptx(string operation)
    {
        foreach (var (architecture, instructions) in DeviceKernels.OldestAndNewest)
        {
            string ptx = DeviceKernels.Ptx(DeviceKernels.Body(operation), architecture, instructions);
            Assert.Contains(".entry", ptx);
            Assert.DoesNotContain(".extern", ptx);
            Assert.DoesNotContain(".local", ptx);
            Assert.DoesNotContain("tanh.approx", ptx);
            Assert.DoesNotContain(WrongOneInPtx, ptx);
        }
    }

    /// <summary>After the engine's rewriting no pointer needs the generic address space, and no integer is a float.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Compiles_to_clean_opencl(string operation)
    {
        CLCompiledKernel compiled = DeviceKernels.OpenCl(DeviceKernels.Body(operation));
        OpenClAccess.Mend(compiled);
        Assert.DoesNotContain("generic", compiled.Source);
        Assert.DoesNotContain(WrongOneInOpenCl, compiled.Source);
    }

    /// <summary>
    /// A structure with members of eight bytes that ends at an odd multiple of four has a gap there, of which rusticl must
    /// be told.
    /// </summary>
    [Theory]
    [InlineData(nameof(GeluGradient), true)] // ends at byte 100
    [InlineData(nameof(Seeding), false)] // ends at byte 144, gaps inside included
    [InlineData(nameof(MultiplyAddPeak), false)] // ends at byte 24
    public void Gap_at_the_end_of_a_structure_is_named(string operation, bool gap)
    {
        CLCompiledKernel compiled = DeviceKernels.OpenCl(DeviceKernels.Body(operation));
        OpenClAccess.Mend(compiled);
        Assert.Equal(gap, compiled.Source.Contains("\tchar __end[4];\n};", StringComparison.Ordinal));
    }

    /// <summary>
    /// Small GPUs have no double precision, and on others it is slow. ILGPU brings it in where an unsigned integer
    /// becomes a float; a signed one does not need it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Needs_no_double_precision(string operation)
    {
        EntryPointDescription body = DeviceKernels.Body(operation);
        Assert.DoesNotContain(".f64", DeviceKernels.Ptx(body, CudaArchitecture.SM_80, CudaInstructionSet.ISA_70));
        Assert.DoesNotContain("double", DeviceKernels.OpenCl(body).Source);
    }

    /// <summary>The assertions above would notice: ILGPU does compile these bodies wrongly or badly.</summary>
    [Fact]
    public void Known_faults_of_ILGPU_are_still_there()
    {
        Assert.Contains(WrongOneInPtx, Ptx(IntegerToFloat));
        Assert.Contains("tanh.approx", Ptx(CoarseTanh));
        Assert.Contains(".local", Ptx(LocalArray));
        Assert.Contains(".extern", Ptx(MissingFunction));
        Assert.Contains(WrongOneInOpenCl, DeviceKernels.OpenCl(Entry(IntegerToFloat)).Source);
    }

    private static void IntegerToFloat(Index1D index, ArrayView<float> view) => view[index] = view[index] > 0 ? 1 : 0;

    private static void CoarseTanh(Index1D index, ArrayView<float> view) => view[index] = MathF.Tanh(view[index]);

    private static void MissingFunction(Index1D index, ArrayView<float> view) =>
        view[index] = MathF.FusedMultiplyAdd(view[index], view[index], view[index]);

    private static void LocalArray(Index1D index, ArrayView<float> view)
    {
        float[] array = new float[4];
        array[index & 3] = view[index];
        view[index] = array[view.IntLength & 3];
    }

    private static EntryPointDescription Entry(Action<Index1D, ArrayView<float>> body) =>
        EntryPointDescription.FromImplicitlyGroupedKernel(body.Method);

    private static string Ptx(Action<Index1D, ArrayView<float>> body) =>
        DeviceKernels.Ptx(Entry(body), CudaArchitecture.SM_80, CudaInstructionSet.ISA_70);
}
