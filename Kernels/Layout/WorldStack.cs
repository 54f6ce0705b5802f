namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// Worlds of one size that stand one below the other and are worked on as one tall grid. What lies beyond a world's own border is
/// outside for it, be there another world or none.
/// </summary>
/// <param name="Grid">All of their cells.</param>
/// <param name="Rows">Rows of each; the grid has a whole number of times as many.</param>
public readonly record struct WorldStack(Area Grid, int Rows)
{
    /// <summary>A world that stands alone.</summary>
    public WorldStack(Area grid)
        : this(grid, grid.Height)
    {
    }

    /// <summary>How many there are.</summary>
    public int Count => Grid.Height / Rows;

    /// <summary>The number of the world that a row of the grid belongs to, 0 for the topmost.</summary>
    public int At(int y) => (y - Grid.Y) / Rows;

    /// <summary>The cells of world number <paramref name="index"/>.</summary>
    public Area this[int index] => new(Grid.X, Grid.Y + index * Rows, Grid.Width, Rows);

    /// <summary>The cells that exist for those of a row: those of its own world.</summary>
    public Area Around(int y) => this[At(y)];
}
