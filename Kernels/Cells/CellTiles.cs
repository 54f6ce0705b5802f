using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Cells;

/// <summary>Tiles of operations that do a little for each cell.</summary>
internal static class CellTiles
{
    public const int Widest = 512;
    private const int Tallest = 4;

    public static Tiling Cut(Area area) => new(area, Widest, Tallest);
}
