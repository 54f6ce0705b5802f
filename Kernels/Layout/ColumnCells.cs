namespace GpuEcosystem.Kernels.Layout;

/// <summary>Where three cells of a thread of a <see cref="HaloTile"/> lie in a plane or a square.</summary>
/// <param name="offset0">The first cell's place.</param>
/// <param name="offset1">The second's.</param>
/// <param name="offset2">The third's.</param>
public readonly struct ColumnCells(int offset0, int offset1, int offset2)
{
    /// <summary>How many there are.</summary>
    public const int Count = 3;

    /// <summary>Where the first cell lies.</summary>
    public readonly int Offset0 = offset0;

    /// <summary>Where the second cell lies.</summary>
    public readonly int Offset1 = offset1;

    /// <summary>Where the third cell lies.</summary>
    public readonly int Offset2 = offset2;
}
