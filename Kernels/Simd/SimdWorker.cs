using System.Runtime.Intrinsics;
using ILGPU;
using ILGPU.Frontend;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>The one kernel that runs every SIMD body on ILGPU's CPU accelerator.</summary>
public static class SimdWorker
{
    /// <summary>Bits of the vectors that SIMD bodies use on this machine.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The kernel: one index a worker; all indices run at once, in one group.</summary>
    /// <param name="worker">Which worker.</param>
    /// <param name="queue">Handle of the <see cref="SimdQueue"/>.</param>
    public static void Kernel(Index1D worker, long queue) => Work(worker, queue);

    // ILGPU does not translate an external method; its CPU back end calls it as the managed code that it is.
    [External("SimdWork")]
    private static void Work(int worker, long queue) => SimdQueue.FromHandle(queue).Work(worker);
}
