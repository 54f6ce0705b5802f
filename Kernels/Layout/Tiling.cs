namespace GpuEcosystem.Kernels.Layout;

/// <summary>Cuts an area into tiles for the CPU's workers. How it is cut changes no result.</summary>
public readonly struct Tiling
{
    private readonly Area area;
    private readonly int tileWidth;
    private readonly int tileHeight;
    private readonly int across;
    private readonly int down;

    /// <summary>Cuts <paramref name="area"/>.</summary>
    /// <param name="area">What to cut.</param>
    /// <param name="widest">The most columns a tile may have, a multiple of 32; tiles come out equally wide.</param>
    /// <param name="tallest">The most rows a tile may have.</param>
    public Tiling(Area area, int widest, int tallest)
    {
        this.area = area;
        across = Math.Max(1, (area.Width + widest - 1) / widest);
        tileWidth = ((area.Width + across - 1) / across + 31) & ~31;
        across = (area.Width + tileWidth - 1) / Math.Max(1, tileWidth);
        tileHeight = tallest;
        down = (area.Height + tallest - 1) / tallest;
    }

    /// <summary>Number of tiles.</summary>
    public int Count => across * down;

    /// <summary>Columns of the widest tile.</summary>
    public int TileWidth => tileWidth;

    /// <summary>Tile number <paramref name="index"/>.</summary>
    public Area this[int index]
    {
        get
        {
            int x = area.X + index % across * tileWidth;
            int y = area.Y + index / across * tileHeight;
            return new Area(x, y, Math.Min(tileWidth, area.Right - x), Math.Min(tileHeight, area.Bottom - y));
        }
    }
}
