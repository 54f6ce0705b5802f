using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels;

/// <summary>What an operation has to do at least, whatever body does it.</summary>
/// <param name="MultiplyAdds">Multiply-adds of its convolutions; 0 for operations that convolve nothing.</param>
/// <param name="Bytes">Bytes read and written if each number passed between memory and processor once.</param>
public readonly record struct Cost(long MultiplyAdds, long Bytes)
{
    /// <summary>The cost of a number of cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="floats">Floats read and written for each cell.</param>
    /// <param name="multiplyAdds">Multiply-adds for each cell.</param>
    public static Cost OfCells(Area cells, long floats, long multiplyAdds = 0) =>
        new(multiplyAdds * cells.Cells, floats * cells.Cells * sizeof(float));

    /// <summary>The cost of reading and writing a number of floats.</summary>
    public static Cost OfFloats(long floats) => new(0, floats * sizeof(float));
}
