using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Display;

/// <summary>A spatial sun's vectors, base + offset, as seen from the first cell's.</summary>
/// <remarks>Where all cells have one vector, every difference is exactly 0, and so are sums and means of them.</remarks>
public struct SpatialSun
{
    /// <summary>The base, <c>[channels][y][x]</c>.</summary>
    public Planes Base;

    /// <summary>The offset, <c>[channels][y][x]</c>.</summary>
    public Planes Offset;

    /// <summary>Channels of an entity, C.</summary>
    public int Channels;

    /// <summary>The grid.</summary>
    public Area Whole;

    /// <summary>How far a cell's number lies from the first cell's.</summary>
    public readonly float Difference(int channel, int y, int x) =>
        Base.At(channel, y, x) + Offset.At(channel, y, x)
        - (Base.At(channel, Whole.Y, Whole.X) + Offset.At(channel, Whole.Y, Whole.X));
}
