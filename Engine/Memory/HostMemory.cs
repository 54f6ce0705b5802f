using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Memory;

/// <summary>The CPU's memory, laid out as the SIMD bodies like it.</summary>
internal static unsafe partial class HostMemory
{
    // Vector loads must not straddle cache lines.
    private const nuint CacheLine = 64;

    // An operation walks hundreds of planes at once; with pages of the usual 4 KiB each step would need another entry
    // of the processor's page table cache.
    private const nuint HugePage = 2 << 20;
    private const int AdviseHugePages = 14;

    // The last row of a patch is read in whole vectors, which may end beyond the last row of the world.
    private const nuint Spare = CacheLine;

    /// <summary>Allocates zeroed memory; <see cref="Free"/> gives it back.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much.</exception>
    public static void* Allocate(nuint bytes)
    {
        bytes += Spare;
        bool large = bytes >= 2 * HugePage;
        nuint alignment = large ? HugePage : CacheLine;

        // Pages that come fresh from the system are zero already, and are not touched before they are needed. What is to
        // be freed is kept in front of what is handed out.
        byte* whole = (byte*)NativeMemory.AllocZeroed(checked(bytes + alignment + (nuint)sizeof(void*)));
        byte* memory = (byte*)(((nuint)whole + (nuint)sizeof(void*) + alignment - 1) / alignment * alignment);
        ((void**)memory)[-1] = whole;
        if (large && OperatingSystem.IsLinux())
        {
            // A kernel that knows no huge pages says so, and nothing is lost.
            _ = Advise(memory, bytes / HugePage * HugePage, AdviseHugePages);
        }

        return memory;
    }

    public static void Free(void* memory)
    {
        if (memory is not null)
        {
            NativeMemory.Free(((void**)memory)[-1]);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
