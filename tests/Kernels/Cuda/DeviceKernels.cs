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

namespace GpuEcosystem.Tests.Kernels.Cuda;

/// <summary>The device and group bodies of all operations, and what ILGPU compiles them to.</summary>
internal static class DeviceKernels
{
    private static readonly Type[] bodies = [typeof(IDeviceBody<>), typeof(IGroupBody<>)];

    private static readonly SortedDictionary<string, Type> operations = new(
        typeof(IDeviceBody<>).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(IsBody))
            .ToDictionary(type => type.Name),
        StringComparer.Ordinal);

    /// <summary>The operations by name.</summary>
    public static IReadOnlyCollection<string> Names => operations.Keys;

    /// <summary>The oldest and the newest GPU that ILGPU 1.5.3 knows.</summary>
    public static IReadOnlyList<(CudaArchitecture Architecture, CudaInstructionSet Instructions)> OldestAndNewest { get; } =
        [(CudaArchitecture.SM_30, CudaInstructionSet.ISA_60), (CudaArchitecture.SM_121, CudaInstructionSet.ISA_88)];

    /// <summary>What runs on a device for an operation.</summary>
    public static EntryPointDescription Body(string operation)
    {
        MethodInfo body = operations[operation].GetMethod("Device", BindingFlags.Public | BindingFlags.Static)
            ?? throw new InvalidOperationException($"{operation} has no public device body");
        return operations[operation].GetInterfaces().Any(i => IsBody(i) && i.GetGenericTypeDefinition() == typeof(IGroupBody<>))
            ? EntryPointDescription.FromExplicitlyGroupedKernel(body)
            : EntryPointDescription.FromImplicitlyGroupedKernel(body);
    }

    /// <summary>The text that a GPU's driver would get for groups of 256 threads.</summary>
    public static string Ptx(EntryPointDescription body, CudaArchitecture architecture, CudaInstructionSet instructions) =>
        Ptx(body, architecture, instructions, new KernelSpecialization(256, null));

    /// <summary>What the engine tells a GPU's driver of a kernel's groups.</summary>
    public static KernelSpecialization Registers(EntryPointDescription body)
    {
        PropertyInfo? groups = body.MethodSource.DeclaringType!.GetProperty(nameof(IGroupBody<int>.GroupsAtOnce));
        return CudaDevices.Registers((int)(groups?.GetValue(null) ?? 0));
    }

    /// <summary>The text that a GPU's driver gets.</summary>
    public static string Ptx(
        EntryPointDescription body,
        CudaArchitecture architecture,
        CudaInstructionSet instructions,
        KernelSpecialization specialization)
    {
        using Context context = Context.Create(builder => ConfigureAsTheEngine.Invoke(null, [builder, false]));
        using PTXBackend backend = new(context, architecture, instructions, null!);
        return ((PTXCompiledKernel)backend.Compile(body, specialization)).PTXAssembly;
    }

    /// <summary>The OpenCL program, before the engine rewrites it, for a device that has all that a kernel could use.</summary>
    public static CLCompiledKernel OpenCl(EntryPointDescription body)
    {
        using Context context = Context.Create(builder => ConfigureAsTheEngine.Invoke(null, [builder, false]));
        CLCapabilityContext capabilities =
            new(float16: true, float64: true, genericAddressSpace: true, int64_Atomics: true, subGroups: true);
        using CLBackend backend = new(context, capabilities, CLDeviceVendor.Other, new CLCVersion(2, 0));
        return (CLCompiledKernel)backend.Compile(body, default);
    }

    private static MethodInfo ConfigureAsTheEngine { get; } =
        typeof(DeviceCatalogue).GetMethod("Configure", BindingFlags.NonPublic | BindingFlags.Static)!;

    private static bool IsBody(Type type) => type.IsGenericType && bodies.Contains(type.GetGenericTypeDefinition());
}
