using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// What ILGPU 1.5.3 gets wrong about memory on OpenCL. It refuses devices that lack the optional generic address space
/// although our kernels never need it: it writes every pointer inside a parameter structure as a generic one, and all of
/// ours point to global memory. And its barriers order global memory only, so that a fast thread may still read what was
/// in the group's shared memory before the barrier. Besides, it names the gaps inside of a structure but not the one at its
/// end, which Mesa's rusticl 22.3 leaves out of the argument's size, to refuse the right one.
/// </summary>
internal static partial class OpenClAccess
{
    private const string GenericPointer = "typedef __generic ";
    private const string GlobalPointer = "typedef global ";
    private const string GlobalBarrier = "work_group_barrier ( CLK_GLOBAL_MEM_FENCE )";

    // The name that OpenCL C has had since 1.0; work_group_barrier came with 2.0.
    private const string FullBarrier = "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)";

    /// <summary>Makes ILGPU accept a device.</summary>
    public static void Allow(CLDevice device) => SetGenericAddressSpace(device.Capabilities, true);

    /// <summary>
    /// Makes a compiled kernel's pointers global, its barriers order shared memory too, and its structures name all their bytes.
    /// </summary>
    /// <exception cref="NotSupportedException">The kernel uses a generic pointer, or a barrier, in another way.</exception>
    public static void Mend(CLCompiledKernel kernel)
    {
        string source = kernel.Source
            .Replace(GenericPointer, GlobalPointer, StringComparison.Ordinal)
            .Replace(GlobalBarrier, FullBarrier, StringComparison.Ordinal);
        if (source.Contains("__generic", StringComparison.Ordinal) || source.Contains("work_group_", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"the OpenCL kernel {kernel.Name} needs a generic address space or another barrier");
        }

        Source(kernel) = Structure().Replace(source, NameTheEnd);
    }

    // Where a driver knows the size anyway, nothing changes. A structure with members of other sizes is left as it is.
    private static string NameTheEnd(Match structure)
    {
        string members = structure.Groups["members"].Value;
        MatchCollection known = Member().Matches(members);
        int end = known.Aggregate(0, (offset, member) =>
            member.Groups["type"].Value == "long" ? (offset + 7) / 8 * 8 + 8 : offset + 4);
        bool endsInAGap = end % 8 != 0
            && members.Contains("\tlong ", StringComparison.Ordinal)
            && members.Count(character => character == ';') == known.Count;
        return endsInAGap ? structure.Value.Insert(structure.Value.LastIndexOf('}'), "\tchar __end[4];\n") : structure.Value;
    }

    [GeneratedRegex(@"^struct \w+_kernel\s*\{(?<members>[^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex Structure();

    [GeneratedRegex(@"\t((?<type>int|float|long) \w+|char \w+\[4\]);")]
    private static partial Regex Member();

    // Neither has a public way in ILGPU 1.5.3.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    private static extern void SetGenericAddressSpace(CLCapabilityContext capabilities, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Source>k__BackingField")]
    private static extern ref string Source(CLCompiledKernel kernel);
}
