namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What 32 cells next to each other find in a row of a plane.</summary>
public struct BitRow
{
    /// <summary>The cell to the left of each.</summary>
    public uint West;

    /// <summary>The cell in each one's own column.</summary>
    public uint Middle;

    /// <summary>The cell to the right of each.</summary>
    public uint East;

    /// <summary>One of them.</summary>
    /// <param name="dx">−1, 0 or 1.</param>
    public readonly uint At(int dx) => dx < 0 ? West : dx > 0 ? East : Middle;
}
