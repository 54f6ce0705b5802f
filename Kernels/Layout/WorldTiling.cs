namespace GpuEcosystem.Kernels.Layout;

/// <summary>Cuts cells of worlds that stand one below the other into tiles that are a part of one world each, or some whole ones.</summary>
public readonly struct WorldTiling
{
    private readonly WorldStack worlds;
    private readonly Area target;
    private readonly int firstWorld;
    private readonly int together;
    private readonly int tileWidth;
    private readonly int tileHeight;
    private readonly int across;
    private readonly int down;

    /// <summary>Cuts <paramref name="target"/>.</summary>
    /// <param name="worlds">The worlds.</param>
    /// <param name="target">What to cut: rows of theirs, which may begin and end in the middle of a world.</param>
    /// <param name="widest">The most columns of a tile; tiles come out about equally wide.</param>
    /// <param name="tallest">The most rows of a tile; where that is more than a world has, as many worlds as these rows hold.</param>
    public WorldTiling(WorldStack worlds, Area target, int widest, int tallest)
    {
        this.worlds = worlds;
        this.target = target;
        firstWorld = worlds.At(target.Y);
        across = Division.Up(target.Width, widest);
        tileWidth = Division.Up(target.Width, across);
        tileHeight = tallest;
        together = Math.Max(1, tallest / worlds.Rows);
        down = Division.Up(worlds.Rows, tallest);
        Count = Division.Up(worlds.At(target.Bottom - 1) - firstWorld + 1, together) * across * down;
    }

    /// <summary>Number of tiles, of which some may have no rows.</summary>
    public int Count { get; }

    /// <summary>Tile number <paramref name="index"/>, from the top.</summary>
    public Area this[int index]
    {
        get
        {
            Area world = worlds[firstWorld + index / (across * down) * together];
            int x = target.X + index % across * tileWidth;
            int y = world.Y + index / across % down * tileHeight;
            int top = Math.Max(y, target.Y);
            int bottom = Math.Min(Math.Min(y + tileHeight, world.Y + together * worlds.Rows), target.Bottom);
            return new Area(x, top, Math.Min(tileWidth, target.Right - x), Math.Max(0, bottom - top));
        }
    }
}
