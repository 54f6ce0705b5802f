using System.Runtime.CompilerServices;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// Opens OpenCL devices that lack the optional generic address space, which ILGPU 1.5.3 refuses although our kernels
/// never need it: it writes every pointer inside a parameter structure as a generic one, and all of ours point to
/// global memory.
/// </summary>
internal static class OpenClAccess
{
    private const string GenericPointer = "typedef __generic ";
    private const string GlobalPointer = "typedef global ";

    /// <summary>Makes ILGPU accept a device.</summary>
    public static void Allow(CLDevice device) => SetGenericAddressSpace(device.Capabilities, true);

    /// <summary>Makes a compiled kernel's pointers global.</summary>
    /// <exception cref="NotSupportedException">The kernel uses a generic pointer in another way.</exception>
    public static void MakePointersGlobal(CLCompiledKernel kernel)
    {
        string source = kernel.Source.Replace(GenericPointer, GlobalPointer, StringComparison.Ordinal);
        if (source.Contains("__generic", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"the OpenCL kernel {kernel.Name} needs a generic address space");
        }

        Source(kernel) = source;
    }

    // Neither has a public way in ILGPU 1.5.3.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    private static extern void SetGenericAddressSpace(CLCapabilityContext capabilities, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Source>k__BackingField")]
    private static extern ref string Source(CLCompiledKernel kernel);
}
