using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// The cells of a group of threads: a rectangle as wide as the group and four times as tall. Each thread has four of them, one
/// below the other at the distance of the group's height. Further work on the same cells is cut into parts, one a group.
/// </summary>
public readonly struct GroupTile
{
    // Cells of a thread.
    private const int Cells = 4;

    private const int NarrowestGroup = 16;
    private const int WidestGroup = 64;
    private const int FewestThreads = 64;
    private const int Warp = 32;

    // Rows of a group are whole vectors of a CPU, and whole sectors of a GPU's memory.
    private const int Lanes = 8;

    /// <summary>Which part of the work this group does.</summary>
    public readonly int Part;

    /// <summary>The column of the thread's cells; the target's last one for a thread beyond it.</summary>
    public readonly int X;

    /// <summary>Whether all cells of the group lie in the target.</summary>
    public readonly int Whole;

    private readonly int firstRow;
    private readonly int lastRow;
    private readonly int owned;

    /// <summary>The tile of the group that runs this.</summary>
    public GroupTile(Area target, int parts)
    {
        int across = (target.Width + Group.DimX - 1) / Group.DimX;
        int tile = Grid.IdxX / parts;
        int x = target.X + tile % across * Group.DimX + Group.IdxX;

        // Neighbouring groups read the same cells.
        Part = Grid.IdxX % parts;
        X = IntrinsicMath.Min(x, target.Right - 1);
        firstRow = target.Y + tile / across * Cells * Group.DimY + Group.IdxY;
        lastRow = target.Bottom - 1;
        owned = x < target.Right ? 1 : 0;
        bool wide = (tile % across + 1) * Group.DimX <= target.Width;
        Whole = wide && (tile / across + 1) * Cells * Group.DimY <= target.Height ? 1 : 0;
    }

    /// <summary>The row of one of the thread's cells, 0 .. 3; the target's last row for a cell beyond it.</summary>
    public int Row(int cell) => IntrinsicMath.Min(firstRow + cell * Group.DimY, lastRow);

    /// <summary>Whether a cell is this thread's own; beyond the target it repeats a cell of the border.</summary>
    public bool Owns(int cell) => owned != 0 && firstRow + cell * Group.DimY <= lastRow;

    /// <summary>
    /// The groups that cover the target, in the shape that covers the fewest cells beside it; of equally good shapes the largest.
    /// </summary>
    /// <param name="target">The cells.</param>
    /// <param name="parts">Groups for each tile.</param>
    /// <param name="limits">What suits the device.</param>
    /// <param name="depth">Threads of a group for each place of its tile.</param>
    public static KernelConfig Cover(Area target, int parts, GroupLimits limits, int depth = 1)
    {
        (int Width, int Height, long Tiles, double Work) best = (0, 0, 0, double.PositiveInfinity);
        int places = Math.Max(1, limits.Threads / depth);
        for (int columns = Division.Up(target.Width, WidestGroup); columns <= Division.Up(target.Width, NarrowestGroup); columns++)
        {
            int width = Math.Min(places, Lanes * Division.Up(target.Width, Lanes * columns));
            int fewest = Math.Min(places / width, Division.Up(FewestThreads, width * depth));
            for (int height = places / width; height >= fewest; height--)
            {
                long tiles = (long)Division.Up(target.Width, width) * Division.Up(target.Height, Cells * height);
                double idle = Math.Max(1, limits.Groups / ((double)tiles * parts));
                double work = tiles * Division.Up(width * height * depth, Warp) * idle;
                if (work < best.Work || (work == best.Work && width * height > best.Width * best.Height))
                {
                    best = (width, height, tiles, work);
                }
            }
        }

        return new KernelConfig(
            new Index3D(checked((int)(best.Tiles * parts)), 1, 1), new Index3D(best.Width, best.Height, depth));
    }
}
