using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// Where species live, in blocks of cells: what is worked on for a species alone may be left out where it lives nowhere near.
/// </summary>
public struct Habitat
{
    /// <summary>Columns of a block.</summary>
    public const int BlockWidth = 16;

    /// <summary>Rows of a block.</summary>
    public const int BlockHeight = 4;

    /// <summary>1 where a cell of the block is alive, <c>[species][block row][block column]</c>.</summary>
    public ArrayView<int> Blocks;

    /// <summary>The cells that the blocks cover.</summary>
    public Area Area;

    /// <summary>Cells around a living one that are needed too, in all directions.</summary>
    public int Margin;

    /// <summary>Blocks in a row.</summary>
    public readonly int Across => CountAcross(Area);

    /// <summary>Rows of blocks.</summary>
    public readonly int Down => CountDown(Area);

    /// <summary>Blocks in a row of an area.</summary>
    public static int CountAcross(Area area) => Division.Up(area.Width, BlockWidth);

    /// <summary>Rows of blocks of an area.</summary>
    public static int CountDown(Area area) => Division.Up(area.Height, BlockHeight);

    /// <summary>Blocks of all species.</summary>
    public static long Count(Area area, int species) => (long)species * CountAcross(area) * CountDown(area);

    /// <summary>The same with a margin.</summary>
    public readonly Habitat Within(int margin) => new() { Blocks = Blocks, Area = Area, Margin = margin };

    /// <summary>Whether a species' cells in <paramref name="part"/> are needed.</summary>
    /// <param name="species">The species, 0 = the first.</param>
    /// <param name="part">Some of the cells.</param>
    public readonly bool Needs(int species, Area part)
    {
        int left = Math.Max(0, part.X - Area.X - Margin) / BlockWidth;
        int right = Math.Min(Area.Width, part.Right - Area.X + Margin);
        int top = Math.Max(0, part.Y - Area.Y - Margin) / BlockHeight;
        int bottom = Math.Min(Area.Height, part.Bottom - Area.Y + Margin);
        for (int row = top; row * BlockHeight < bottom; row++)
        {
            for (int column = left; column * BlockWidth < right; column++)
            {
                if (Blocks[((long)species * Down + row) * Across + column] != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
