using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// The cells of a group of threads: a rectangle as wide as the group and twice as tall. Each thread has two of them, one
/// below the other, so that what it reads beside them serves twice. Further work on the same cells is cut into blocks,
/// one a group.
/// </summary>
public readonly struct GroupTile
{
    private const int NarrowestGroup = 16;
    private const int WidestGroup = 64;

    // Rows of a group are whole vectors of a CPU, and whole sectors of a GPU's memory.
    private const int Lanes = 8;

    /// <summary>Which block of work this group does.</summary>
    public readonly int Block;

    /// <summary>Column of both cells.</summary>
    public readonly int X;

    /// <summary>Row of the upper cell.</summary>
    public readonly int Upper;

    /// <summary>Row of the lower cell.</summary>
    public readonly int Lower;

    /// <summary>1 where the upper cell is this thread's own; 0 beyond the target, where it repeats a cell of the border.</summary>
    public readonly int OwnsUpper;

    /// <summary>The same for the lower cell.</summary>
    public readonly int OwnsLower;

    /// <summary>The tile of the group that runs this.</summary>
    public GroupTile(Area target, int blocks)
    {
        int across = (target.Width + Group.DimX - 1) / Group.DimX;
        int tile = Grid.IdxX / blocks;
        int x = target.X + tile % across * Group.DimX + Group.IdxX;
        int upper = target.Y + tile / across * 2 * Group.DimY + Group.IdxY;
        int lower = upper + Group.DimY;

        // Neighbouring groups read the same cells.
        Block = Grid.IdxX % blocks;
        X = IntrinsicMath.Min(x, target.Right - 1);
        Upper = IntrinsicMath.Min(upper, target.Bottom - 1);
        Lower = IntrinsicMath.Min(lower, target.Bottom - 1);
        OwnsUpper = x < target.Right && upper < target.Bottom ? 1 : 0;
        OwnsLower = x < target.Right && lower < target.Bottom ? 1 : 0;
    }

    /// <summary>The groups that cover the target, in the shape that covers the fewest cells beside it.</summary>
    public static KernelConfig Cover(Area target, int blocks, int groupSize)
    {
        (int Width, int Height, long Tiles) best = default;
        for (int columns = DivideUp(target.Width, WidestGroup); columns <= DivideUp(target.Width, NarrowestGroup); columns++)
        {
            int width = Math.Min(groupSize, Lanes * DivideUp(target.Width, Lanes * columns));
            int height = groupSize / width;
            long tiles = (long)DivideUp(target.Width, width) * DivideUp(target.Height, 2 * height);
            if (best.Tiles == 0 || tiles * width * height < best.Tiles * best.Width * best.Height)
            {
                best = (width, height, tiles);
            }
        }

        return new KernelConfig(
            new Index3D(checked((int)(best.Tiles * blocks)), 1, 1), new Index3D(best.Width, best.Height, 1));
    }

    private static int DivideUp(int count, int size) => (count + size - 1) / size;
}
