using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>
/// Cuts the grid into bands of rows. The networks run over one band at a time, so their activations never need more
/// memory than a band's; cells at a band's edge read their real neighbours, so the cut changes no result.
/// </summary>
internal static class Bands
{
    // Activations of a band; many times a cache, so that the rows computed twice at the edges weigh little.
    private const long FloatsPerBand = 64L << 20;
    private const int FewestRows = 32;

    /// <summary>Rows of a band.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="floatsPerCell">Floats that a band keeps for each of its cells.</param>
    public static int Height(Area grid, long floatsPerCell)
    {
        long rows = Math.Max(FewestRows, FloatsPerBand / (floatsPerCell * grid.Width));
        long bands = (grid.Height + rows - 1) / rows;
        return (int)((grid.Height + bands - 1) / bands);
    }

    /// <summary>The bands of a grid from top to bottom.</summary>
    public static IEnumerable<Area> Of(Area grid, int height)
    {
        for (int y = grid.Y; y < grid.Bottom; y += height)
        {
            yield return grid with { Y = y, Height = Math.Min(height, grid.Bottom - y) };
        }
    }
}
