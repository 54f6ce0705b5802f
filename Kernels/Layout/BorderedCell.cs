using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// A cell to read from planes, which counts as 0 where it does not exist. Nothing branches: the nearest cell that does
/// exist is read in its place.
/// </summary>
public readonly struct BorderedCell
{
    private readonly long offset;
    private readonly int outside;

    /// <summary>Finds a cell in planes.</summary>
    public BorderedCell(in Planes planes, in Area readable, int x, int y)
    {
        int nearX = IntrinsicMath.Clamp(x, readable.X, readable.Right - 1);
        int nearY = IntrinsicMath.Clamp(y, readable.Y, readable.Bottom - 1);
        offset = (long)(nearY - planes.Y) * planes.Pitch + (nearX - planes.X);
        outside = (nearX ^ x) | (nearY ^ y);
    }

    /// <summary>Its value in one of the planes.</summary>
    public float Value(in Planes planes, int plane)
    {
        float value = planes.Data[plane * planes.Stride + offset];
        return outside == 0 ? value : 0f;
    }
}
