using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// The cells of a group of threads, 16 in a row and 12 rows, and a ring of neighbours around them. The group's shared memory
/// holds a square with a number for each of these places. Further work on the same cells is cut into parts, one a group.
/// </summary>
/// <remarks>
/// A group has 16 x depth x 4 threads: where all places are worked on, thread (x, d, z) of depth d has two pairs of them; where the
/// cells alone are, it has three cells of a column. Either way none of a GPU's warps idles.
/// </remarks>
public readonly struct HaloTile
{
    /// <summary>Floats from one row of a square to the next.</summary>
    public const int Pitch = RingWidth;

    /// <summary>
    /// Floats from one square to the next. The 252 places are filled up: the last two threads' second pairs are none, and eight squares further
    /// on a warp's other half meets other memory banks.
    /// </summary>
    public const int Square = 2 * Pairs + 2;

    /// <summary>Threads of each depth.</summary>
    public const int Threads = 64;

    /// <summary>The most threads for each four places.</summary>
    public const int Depth = 4;

    /// <summary>Side of the kernels that need such a ring.</summary>
    public const int KernelSize = 3;

    private const int Width = 16;
    private const int Blocks = Threads / Width;
    private const int Height = Blocks * ColumnCells.Count;
    private const int RingWidth = Width + 2;

    // Places of all threads' first pairs, which their second pairs follow. GPUs load a pair at once.
    private const int Pairs = 2 * Threads;

    /// <summary>Which part of the work this group does.</summary>
    public readonly int Part;

    private readonly Area target;
    private readonly int left;
    private readonly int top;

    /// <summary>The tile of the group that runs this.</summary>
    /// <param name="target">Cells to compute.</param>
    public HaloTile(Area target)
    {
        this.target = target;
        Part = Grid.IdxX;
        left = target.X + Grid.IdxY * Width;
        top = target.Y + Grid.IdxZ * Height;
    }

    /// <summary>The groups that cover the target.</summary>
    /// <param name="target">Cells to compute.</param>
    /// <param name="parts">Groups for each tile.</param>
    /// <param name="depth">Threads of a group for each four places.</param>
    public static KernelConfig Cover(Area target, int parts, int depth) => new(
        new Index3D(parts, Division.Up(target.Width, Width), Division.Up(target.Height, Height)), new Index3D(Width, depth, Blocks));

    /// <summary>The thread's depth.</summary>
    public static int DepthOfThread => Group.IdxY;

    /// <summary>The thread's number among all of the group.</summary>
    public static int ThreadOfGroup => (Group.IdxZ * Group.DimY + Group.IdxY) * Width + Group.IdxX;

    /// <summary>The thread's first place in a square.</summary>
    public static int FirstPlace => 2 * Thread;

    /// <summary>Where the thread's places lie from its first one on.</summary>
    public static TileCells PlacesFromFirst => new(0, 1, Pairs, Pairs + 1);

    /// <summary>The first three of these, where a thread puts its three cells' numbers; the cells lie elsewhere in a square.</summary>
    public static ColumnCells ThreePlacesFromFirst => new(0, 1, Pairs);

    /// <summary>Where the thread's first cell lies in a square; the others follow below it.</summary>
    public static int FirstCell => (1 + Group.IdxZ * ColumnCells.Count) * Pitch + 1 + Group.IdxX;

    /// <summary>Where the thread's places lie in planes; the nearest cell that may be read stands for those beyond.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="readable">Cells that may be read.</param>
    public TileCells Places(in Planes planes, Area readable) => new(
        PlaceOffset(planes, readable, 0), PlaceOffset(planes, readable, 1),
        PlaceOffset(planes, readable, 2), PlaceOffset(planes, readable, 3));

    /// <summary>Where the thread's cells lie in planes; the last row and column of the target stand for those beyond.</summary>
    /// <param name="planes">The planes.</param>
    public ColumnCells Cells(in Planes planes) => new(CellOffset(planes, 0), CellOffset(planes, 1), CellOffset(planes, 2));

    /// <summary>Whether one of the thread's places lies in an area.</summary>
    public bool IsIn(Area area, int place) => area.Contains(PlaceX(place), PlaceY(place));

    /// <summary>Whether one of the thread's places is a cell that the group computes.</summary>
    public bool IsCell(int place) => IsIn(Own, place);

    /// <summary>Whether one of the thread's cells is in the target.</summary>
    public bool Owns(int cell) => CellX < target.Right && CellY(cell) < target.Bottom;

    private Area Own => new(
        left, top, IntrinsicMath.Min(Width, target.Right - left), IntrinsicMath.Min(Height, target.Bottom - top));

    private int CellX => left + Group.IdxX;

    private int CellY(int cell) => top + Group.IdxZ * ColumnCells.Count + cell;

    private int CellOffset(in Planes planes, int cell)
    {
        int x = IntrinsicMath.Min(CellX, target.Right - 1);
        int y = IntrinsicMath.Min(CellY(cell), target.Bottom - 1);
        return (y - planes.Y) * planes.Pitch + (x - planes.X);
    }

    private int PlaceOffset(in Planes planes, Area readable, int place)
    {
        int x = IntrinsicMath.Clamp(PlaceX(place), readable.X, readable.Right - 1);
        int y = IntrinsicMath.Clamp(PlaceY(place), readable.Y, readable.Bottom - 1);
        return (y - planes.Y) * planes.Pitch + (x - planes.X);
    }

    private int PlaceX(int place) => left - 1 + Column(Place(place));

    private int PlaceY(int place) => top - 1 + Row(Place(place));

    private static int Place(int place) => FirstPlace + place / 2 * Pairs + place % 2;

    private static int Thread => Group.IdxZ * Width + Group.IdxX;

    // Divided by RingWidth; exact up to 255. GPUs take many instructions for a division.
    private static int Row(int place) => place * 57 >> 10;

    private static int Column(int place) => place - Row(place) * RingWidth;
}
