using System.Runtime.Intrinsics;
using ILGPU;
using ILGPU.Frontend;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>The one kernel that runs every SIMD body on ILGPU's CPU accelerator.</summary>
public static class SimdWorker
{
    /// <summary>Bits of the vectors that SIMD bodies use on this machine.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The kernel: one index a worker, which takes tiles until none is left.</summary>
    public static void Kernel<TBody, TArguments>(Index1D worker, TArguments arguments, long workspace)
        where TBody : struct, ISimdBody<TArguments>
        where TArguments : struct =>
        Work<TBody, TArguments>(worker, arguments, workspace);

    // ILGPU does not translate an external method; its CPU back end calls it as the managed code that it is.
    [External("SimdWork")]
    private static void Work<TBody, TArguments>(int worker, TArguments arguments, long workspace)
        where TBody : struct, ISimdBody<TArguments>
        where TArguments : struct
    {
        SimdWorkspace shared = SimdWorkspace.FromHandle(workspace);
        try
        {
            if (Vector512.IsHardwareAccelerated)
            {
                TakeTiles<TBody, TArguments, Lanes512, Vector512<float>>(worker, arguments, shared);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                TakeTiles<TBody, TArguments, Lanes256, Vector256<float>>(worker, arguments, shared);
            }
            else
            {
                TakeTiles<TBody, TArguments, Lanes128, Vector128<float>>(worker, arguments, shared);
            }
        }
        catch (Exception exception)
        {
            // An exception that leaves a kernel ends the process, so the launcher throws it after the kernel.
            shared.Fail(exception);
        }
    }

    private static unsafe void TakeTiles<TBody, TArguments, L, V>(int worker, in TArguments arguments, SimdWorkspace shared)
        where TBody : struct, ISimdBody<TArguments>
        where TArguments : struct
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        while (shared.TryTake(out int tile))
        {
            TBody.Tile<L, V>(tile, arguments, shared.Scratch(worker));
        }
    }
}
