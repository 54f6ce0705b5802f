using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>Pointers into buffers for SIMD bodies, which only ever see the CPU's memory.</summary>
public static unsafe class PlanePointer
{
    /// <summary>The address of a view's first element; null for an empty view.</summary>
    public static T* Address<T>(this ILGPU.ArrayView<T> view)
        where T : unmanaged =>
        view.Length == 0 ? null : (T*)Unsafe.AsPointer(ref view[0]);

    /// <summary>The address of a row's value in grid column <paramref name="x"/>.</summary>
    public static float* Row(this in Planes planes, int plane, int y, int x) =>
        planes.Data.Address() + plane * planes.Stride + (long)(y - planes.Y) * planes.Pitch + (x - planes.X);
}
