using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using ILGPU;
using ILGPU.Frontend;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>The one kernel that runs every SIMD body on ILGPU's CPU accelerator.</summary>
public static class SimdWorker
{
    /// <summary>Bits of the widest vectors that this processor has.</summary>
    public static int WidestVectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>
    /// Whether products are added without being rounded first, as all processors that do so at all round alike: x86 since
    /// 2013 and every ARM64. The others are a class of their own, with other bits.
    /// </summary>
    public static bool Fuses => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>The kernel: one index a worker; all indices run at once, in one group.</summary>
    /// <param name="worker">Which worker.</param>
    /// <param name="queue">Handle of the <see cref="SimdQueue"/>.</param>
    public static void Kernel(Index1D worker, long queue) => Work(worker, queue);

    // ILGPU does not translate an external method; its CPU back end calls it as the managed code that it is.
    [External("SimdWork")]
    private static void Work(int worker, long queue) => SimdQueue.FromHandle(queue).Work(worker);
}
