using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Display;

/// <summary>A sun's vectors before their tanh, as seen from the first cell's.</summary>
/// <remarks>Where all cells have one vector, every difference is exactly 0, and so are sums and means of them.</remarks>
public struct SunField
{
    /// <summary>The vectors, or a part of them, <c>[channels][y][x]</c>.</summary>
    public Planes First;

    /// <summary>The other part, of the same shape.</summary>
    public Planes Second;

    /// <summary>1 where the vectors are the sum of both parts, 0 where the first is all.</summary>
    public int Added;

    /// <summary>1 in wall cells, which no mean includes, <c>[1][y][x]</c>.</summary>
    public Planes Walls;

    /// <summary>Channels of an entity, C.</summary>
    public int Channels;

    /// <summary>The grid.</summary>
    public Area Whole;

    /// <summary>How far a cell's number lies from the first cell's.</summary>
    public readonly float Difference(int channel, int y, int x) => Value(channel, y, x) - Value(channel, Whole.Y, Whole.X);

    /// <summary>1 for a cell that is no wall, 0 for one that is.</summary>
    public readonly float Open(int y, int x) => Walls.At(0, y, x) > 0.5f ? 0f : 1f;

    private readonly float Value(int channel, int y, int x) =>
        Added != 0 ? First.At(channel, y, x) + Second.At(channel, y, x) : First.At(channel, y, x);
}
