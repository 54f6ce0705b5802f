using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks;

/// <summary>
/// Cuts the grid into bands of rows. The networks run over one band at a time, so their activations never need more
/// memory than a band's; cells at a band's edge read their real neighbours, so the cut changes no result.
/// </summary>
/// <param name="Grid">The grid.</param>
/// <param name="Height">Rows of a band; the last may have fewer.</param>
internal readonly record struct Bands(Area Grid, int Height)
{
    private const int FewestRows = 32;

    /// <summary>Number of bands.</summary>
    public int Count => (Grid.Height + Height - 1) / Height;

    /// <summary>Band number <paramref name="index"/>, from the top.</summary>
    public Area this[int index] => Grid with
    {
        Y = Grid.Y + index * Height,
        Height = Math.Min(Height, Grid.Height - index * Height),
    };

    /// <summary>Bands of about equal height whose activations take little memory.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="floatsPerCell">Floats that a band keeps for each of its cells.</param>
    /// <param name="floats">Floats that a band should take at most.</param>
    public static Bands Cut(Area grid, long floatsPerCell, long floats)
    {
        long rows = Math.Max(FewestRows, floats / (floatsPerCell * grid.Width));
        long count = (grid.Height + rows - 1) / rows;
        return new Bands(grid, (int)((grid.Height + count - 1) / count));
    }
}
