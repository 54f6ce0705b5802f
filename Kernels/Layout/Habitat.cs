using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// Where species live, in blocks of cells: what is worked on for a species alone may be left out where it lives nowhere near. Of a
/// default one nothing is known, and all cells are needed.
/// </summary>
public readonly struct Habitat
{
    /// <summary>Columns of a block.</summary>
    public const int BlockWidth = 16;

    /// <summary>Rows of a block.</summary>
    public const int BlockHeight = 4;

    /// <summary>1 where a cell of the block is alive, <c>[species][block row][block column]</c>.</summary>
    public readonly ArrayView<int> Blocks;

    /// <summary>The cells that the blocks cover.</summary>
    public readonly Area Area;

    /// <summary>Cells around a living one that are needed too, in all directions.</summary>
    public readonly int Margin;

    private readonly int isKnown;

    /// <summary>Names the parts.</summary>
    public Habitat(ArrayView<int> blocks, Area area, int margin = 0)
    {
        Blocks = blocks;
        Area = area;
        Margin = margin;
        isKnown = 1;
    }

    /// <summary>Blocks in a row.</summary>
    public int Across => CountAcross(Area);

    /// <summary>Rows of blocks.</summary>
    public int Down => CountDown(Area);

    /// <summary>Blocks in a row of an area.</summary>
    public static int CountAcross(Area area) => Division.Up(area.Width, BlockWidth);

    /// <summary>Rows of blocks of an area.</summary>
    public static int CountDown(Area area) => Division.Up(area.Height, BlockHeight);

    /// <summary>Blocks of all species.</summary>
    public static long Count(Area area, int species) => (long)species * CountAcross(area) * CountDown(area);

    /// <summary>The same with a margin.</summary>
    public Habitat Within(int margin) => isKnown == 0 ? this : new(Blocks, Area, margin);

    /// <summary>The same for the species from <paramref name="species"/> on, under numbers that start at 0.</summary>
    public Habitat From(int species)
    {
        long first = Count(Area, species);
        return isKnown == 0 ? this : new(Blocks.SubView(first, Blocks.Length - first), Area, Margin);
    }

    /// <summary>Whether a species' cells in <paramref name="part"/> are needed.</summary>
    /// <param name="species">The species, 0 = the first.</param>
    /// <param name="part">Some of the cells.</param>
    public bool Needs(int species, Area part) => Cut(species, part).Height > 0;

    /// <summary>
    /// A rectangle that holds the cells of <paramref name="part"/> that a species needs, with no rows where there are none. It is a
    /// whole number of vectors away from the part's left border and, unless that is the part's own, from its right one.
    /// </summary>
    /// <param name="species">The species, 0 = the first.</param>
    /// <param name="part">Some of the cells.</param>
    public Area Cut(int species, Area part)
    {
        if (isKnown == 0)
        {
            return part;
        }

        (int least, int most) = (part.Right, part.X);
        (int first, int last) = (part.Bottom, part.Y);
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
                    least = Math.Min(least, Area.X + column * BlockWidth - Margin);
                    most = Math.Max(most, Area.X + (column + 1) * BlockWidth + Margin);
                    first = Math.Min(first, Area.Y + row * BlockHeight - Margin);
                    last = Math.Max(last, Area.Y + (row + 1) * BlockHeight + Margin);
                }
            }
        }

        least = part.X + (Math.Max(least, part.X) - part.X) / BlockWidth * BlockWidth;
        most = Math.Min(part.X + Division.Up(most - part.X, BlockWidth) * BlockWidth, part.Right);
        first = Math.Max(first, part.Y);
        last = Math.Min(last, part.Bottom);
        return first < last ? new Area(least, first, most - least, last - first) : part with { Height = 0 };
    }
}
