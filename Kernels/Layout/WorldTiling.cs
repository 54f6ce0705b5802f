namespace GpuEcosystem.Kernels.Layout;

/// <summary>Cuts cells of worlds that stand one below the other into tiles of which none reaches into two worlds.</summary>
public readonly struct WorldTiling
{
    private readonly WorldStack worlds;
    private readonly Area target;
    private readonly int firstWorld;
    private readonly int tileWidth;
    private readonly int tileHeight;
    private readonly int across;
    private readonly int down;

    /// <summary>Cuts <paramref name="target"/>.</summary>
    /// <param name="worlds">The worlds.</param>
    /// <param name="target">What to cut: rows of theirs, which may begin and end in the middle of a world.</param>
    /// <param name="widest">The most columns of a tile; tiles come out about equally wide.</param>
    /// <param name="tallest">The most rows of a tile.</param>
    public WorldTiling(WorldStack worlds, Area target, int widest, int tallest)
    {
        this.worlds = worlds;
        this.target = target;
        firstWorld = worlds.At(target.Y);
        across = Division.Up(target.Width, widest);
        tileWidth = Division.Up(target.Width, across);
        tileHeight = tallest;
        down = Division.Up(worlds.Rows, tallest);
        Count = (worlds.At(target.Bottom - 1) - firstWorld + 1) * across * down;
    }

    /// <summary>Number of tiles, of which some may have no rows.</summary>
    public int Count { get; }

    /// <summary>Tile number <paramref name="index"/>, from the top.</summary>
    public Area this[int index]
    {
        get
        {
            Area world = worlds[firstWorld + index / (across * down)];
            int x = target.X + index % across * tileWidth;
            int y = world.Y + index / across % down * tileHeight;
            int top = Math.Max(y, target.Y);
            int bottom = Math.Min(Math.Min(y + tileHeight, world.Bottom), target.Bottom);
            return new Area(x, top, Math.Min(tileWidth, target.Right - x), Math.Max(0, bottom - top));
        }
    }
}
