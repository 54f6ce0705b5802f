namespace GpuEcosystem.Kernels.World;

/// <summary>The cells that a round brush touches along a straight line.</summary>
public struct StrokeShape
{
    /// <summary>Where the line begins, in cells; whole numbers are cells' centres.</summary>
    public float FromX;

    /// <summary>Where the line begins.</summary>
    public float FromY;

    /// <summary>Where the line ends.</summary>
    public float ToX;

    /// <summary>Where the line ends.</summary>
    public float ToY;

    /// <summary>The brush's radius in cells; 0 touches single cells.</summary>
    public float Radius;

    /// <summary>Whether a cell is touched.</summary>
    public readonly bool Touches(int y, int x)
    {
        // The nearest point of the line; half a cell is added so that a radius of 0 still touches what it lies on.
        float alongX = ToX - FromX;
        float alongY = ToY - FromY;
        float lengthSquared = alongX * alongX + alongY * alongY;
        float part = lengthSquared > 0 ? ((x - FromX) * alongX + (y - FromY) * alongY) / lengthSquared : 0f;
        part = MathF.Min(1, MathF.Max(0, part));
        float offX = x - FromX - part * alongX;
        float offY = y - FromY - part * alongY;
        float reach = Radius + 0.5f;
        return offX * offX + offY * offY <= reach * reach;
    }
}
