using System.Reflection;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>What ILGPU makes of every device body, for GPUs that the machine need not have.</summary>
public class CudaCompilationTests
{
    // What an integer 1 looks like where its bits are taken for a float's.
    private const string WrongOneInOpenCl = "1.40129846E-45";
    private const string WrongOneInPtx = "0f00000001";

    /// <summary>Every operation with a device body.</summary>
    public static TheoryData<string> Operations => [.. operations.Keys];

    private static readonly SortedDictionary<string, Type> operations = new(typeof(IDeviceBody<>).Assembly.GetTypes()
        .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDeviceBody<>)))
        .ToDictionary(type => type.Name));

    private static readonly (CudaArchitecture, CudaInstructionSet)[] oldestAndNewest =
        [(CudaArchitecture.SM_30, CudaInstructionSet.ISA_60), (CudaArchitecture.SM_121, CudaInstructionSet.ISA_88)];

    /// <summary>The operations are found at all.</summary>
    [Fact]
    public void There_are_operations() => Assert.True(operations.Count >= 20, $"only {operations.Count} operations found");

    /// <summary>
    /// For the oldest and the newest GPU that ILGPU 1.5.3 knows the body compiles, calls nothing that is missing
    /// there, keeps its variables in registers and uses no coarse tanh.
    /// </summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Compiles_to_clean_ptx(string operation)
    {
        foreach (var (architecture, instructions) in oldestAndNewest)
        {
            string ptx = Ptx(DeviceBody(operations[operation]), architecture, instructions);
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
        CLCompiledKernel compiled = OpenCl(DeviceBody(operations[operation]));
        OpenClAccess.MakePointersGlobal(compiled);
        Assert.DoesNotContain("generic", compiled.Source);
        Assert.DoesNotContain(WrongOneInOpenCl, compiled.Source);
    }

    /// <summary>
    /// Small GPUs have no double precision, and on others it is slow. ILGPU brings it in where an unsigned integer
    /// becomes a float; a signed one does not need it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Needs_no_double_precision(string operation)
    {
        MethodInfo body = DeviceBody(operations[operation]);
        Assert.DoesNotContain(".f64", Ptx(body, CudaArchitecture.SM_80, CudaInstructionSet.ISA_70));
        Assert.DoesNotContain("double", OpenCl(body).Source);
    }

    /// <summary>The assertions above would notice: ILGPU does compile these bodies wrongly or badly.</summary>
    [Fact]
    public void Known_faults_of_ILGPU_are_still_there()
    {
        string integers = Ptx(Method(IntegerToFloat), CudaArchitecture.SM_80, CudaInstructionSet.ISA_70);
        string tanh = Ptx(Method(CoarseTanh), CudaArchitecture.SM_80, CudaInstructionSet.ISA_70);
        string local = Ptx(Method(LocalArray), CudaArchitecture.SM_80, CudaInstructionSet.ISA_70);
        string missing = Ptx(Method(MissingFunction), CudaArchitecture.SM_80, CudaInstructionSet.ISA_70);

        Assert.Contains(WrongOneInPtx, integers);
        Assert.Contains("tanh.approx", tanh);
        Assert.Contains(".local", local);
        Assert.Contains(".extern", missing);
        Assert.Contains(WrongOneInOpenCl, OpenCl(Method(IntegerToFloat)).Source);
    }

    private static MethodInfo ConfigureAsTheEngine { get; } =
        typeof(DeviceCatalogue).GetMethod("Configure", BindingFlags.NonPublic | BindingFlags.Static)!;

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

    private static MethodInfo Method(Action<Index1D, ArrayView<float>> body) => body.Method;

    private static MethodInfo DeviceBody(Type operation) =>
        operation.GetMethod("Device", BindingFlags.Public | BindingFlags.Static)
        ?? throw new InvalidOperationException($"{operation} has no public device body");

    private static string Ptx(MethodInfo body, CudaArchitecture architecture, CudaInstructionSet instructions)
    {
        using Context context = Context.Create(builder => ConfigureAsTheEngine.Invoke(null, [builder, false]));
        using PTXBackend backend = new(context, architecture, instructions, null!);
        EntryPointDescription entry = EntryPointDescription.FromImplicitlyGroupedKernel(body);
        return ((PTXCompiledKernel)backend.Compile(entry, new KernelSpecialization(256, null))).PTXAssembly;
    }

    private static CLCompiledKernel OpenCl(MethodInfo body)
    {
        CLAccelerator accelerator = (CLAccelerator)Devices.Open("opencl").Accelerator;
        EntryPointDescription entry = EntryPointDescription.FromImplicitlyGroupedKernel(body);
        return (CLCompiledKernel)accelerator.Backend.Compile(entry, default);
    }
}
