using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>What this processor's vectors can do.</summary>
public static class VectorSupport
{
    /// <summary>Bits of the widest vectors that this processor has.</summary>
    public static int WidestBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>
    /// Whether products are added without being rounded first, as all processors that do so at all round alike: x86 since
    /// 2013 and every ARM64. The others are a class of their own, with other bits.
    /// </summary>
    public static bool Fuses => Fma.IsSupported || AdvSimd.IsSupported;
}
