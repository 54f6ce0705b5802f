using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>Cells of an area that follow one another, row by row, as they stand in a row of a circuit's numbers.</summary>
public struct CellRun
{
    /// <summary>The area.</summary>
    public Area Target;

    /// <summary>The first cell, counted row by row through the area.</summary>
    public int First;

    /// <summary>How many cells there are.</summary>
    public int Cells;

    /// <summary>Floats of a row, a multiple of 16; what is behind the last cell is padding.</summary>
    public int Pitch;

    /// <summary>Grid column of a cell.</summary>
    internal readonly int ColumnOf(int cell) => Target.ColumnOf(First + cell);

    /// <summary>Grid row of a cell.</summary>
    internal readonly int RowOf(int cell) => Target.RowOf(First + cell);

    /// <summary>Cells from one to the end of its line of the area, or of all.</summary>
    internal readonly int LineFrom(int cell) => Math.Min(Cells - cell, Target.Right - ColumnOf(cell));
}
