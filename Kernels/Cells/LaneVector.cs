using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Cells;

/// <summary>Numbers of a vector of cells in planes that follow each other, for SIMD bodies.</summary>
/// <param name="first">The first cell's first number.</param>
/// <param name="stride">Floats from one number to the next.</param>
internal readonly unsafe struct LaneVector(float* first, long stride)
{
    /// <summary>The cells' numbers from a plane on.</summary>
    public static LaneVector Of(in Planes planes, int plane, int y, int x) => new(planes.Row(plane, y, x), planes.Stride);

    /// <summary>Where one of the numbers lies.</summary>
    public float* this[int index] => first + index * stride;
}
