using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Display;

/// <summary>A number of each cell that can be drawn.</summary>
/// <param name="Planes">One plane, or the vector whose length is meant.</param>
/// <param name="Count">How many planes.</param>
/// <param name="Factor">How many units make 1 of the ramp's values.</param>
/// <param name="Unit">What values are counted in, one number; null for 1.</param>
internal readonly record struct LayerField(Planes Planes, int Count = 1, float Factor = 1, ArrayView<float>? Unit = null)
{
    /// <summary>A vector's length as a share of the longest that it can have, where each of its numbers is 1.</summary>
    public static LayerField Length(Planes planes, int count) => new(planes, count, MathF.Sqrt(count));
}
