using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// The cells of a group of threads that each have eight cells of a plane, one below the other: a rectangle as wide as the group
/// and eight rows tall, of as many planes as the group is deep.
/// </summary>
public readonly struct ColumnTile
{
    private const int Cells = 8;
    private const int WidestGroup = 128;

    // Rows of a group are whole vectors of a CPU, and whole sectors of a GPU's memory.
    private const int Lanes = 8;

    /// <summary>The thread's plane; the last one for a thread beyond it.</summary>
    public readonly int Plane;

    /// <summary>The column of the thread's cells; the target's last one for a thread beyond it.</summary>
    public readonly int X;

    /// <summary>The row of the thread's first cell.</summary>
    public readonly int Y;

    /// <summary>How many of the eight rows lie in the target.</summary>
    public readonly int RowsInTarget;

    /// <summary>1 where all threads of the group have eight cells of their own.</summary>
    public readonly int Whole;

    /// <summary>How many of the thread's cells are its own: 8, fewer at the target's end, 0 for a thread beyond it.</summary>
    public readonly int Owned;

    /// <summary>The tile of the group that runs this.</summary>
    /// <param name="target">The cells to compute.</param>
    /// <param name="planes">Of how many planes.</param>
    /// <param name="group">Its number among those that cover the target.</param>
    public ColumnTile(Area target, int planes, int group)
    {
        int across = (target.Width + Group.DimX - 1) / Group.DimX;
        int chunks = (planes + Group.DimZ - 1) / Group.DimZ;
        int tile = group / chunks;
        int x = target.X + tile % across * Group.DimX + Group.IdxX;
        int plane = group % chunks * Group.DimZ + Group.IdxZ;
        Plane = IntrinsicMath.Min(plane, planes - 1);
        X = IntrinsicMath.Min(x, target.Right - 1);
        Y = target.Y + tile / across * Cells;
        RowsInTarget = IntrinsicMath.Min(Cells, target.Bottom - Y);
        bool wide = (tile % across + 1) * Group.DimX <= target.Width;
        bool deep = (group % chunks + 1) * Group.DimZ <= planes;
        Whole = wide && deep && RowsInTarget == Cells ? 1 : 0;
        Owned = x < target.Right && plane < planes ? RowsInTarget : 0;
    }

    /// <summary>The groups that cover the target.</summary>
    /// <param name="target">The cells.</param>
    /// <param name="planes">Of how many planes.</param>
    /// <param name="limits">What suits the device.</param>
    public static KernelConfig Cover(Area target, int planes, GroupLimits limits)
    {
        int columns = Division.Up(target.Width, WidestGroup);
        int width = Math.Min(limits.Threads, Lanes * Division.Up(target.Width, Lanes * columns));
        int depth = Math.Min(planes, limits.Threads / width);
        Index3D group = new(width, 1, depth);
        return new KernelConfig(new Index3D(Groups(target, planes, group), 1, 1), group);
    }

    /// <summary>How many groups of a shape cover the target.</summary>
    /// <param name="target">The cells.</param>
    /// <param name="planes">Of how many planes.</param>
    /// <param name="group">Threads of a group: columns, and planes behind each other.</param>
    public static int Groups(Area target, int planes, Index3D group)
    {
        long tiles = (long)Division.Up(target.Width, group.X) * Division.Up(target.Height, Cells);
        return checked((int)(tiles * Division.Up(planes, group.Z)));
    }
}
