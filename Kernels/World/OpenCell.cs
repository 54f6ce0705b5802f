using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Kernels.World;

/// <summary>Random cells that are no walls.</summary>
internal static class OpenCell
{
    /// <summary>Numbers of its stream that one may take.</summary>
    public const int Tries = 64;

    /// <summary>Draws one; where almost everything is wall, the next open cell is taken.</summary>
    /// <param name="walls">1 in wall cells, <c>[1][y][x]</c>.</param>
    /// <param name="whole">The grid.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="stream">What it is for.</param>
    /// <param name="step">The draw's step.</param>
    /// <param name="first">Index of its first number.</param>
    /// <returns>Its row-major number in the grid; −1 where everything is wall.</returns>
    public static long Draw(in Planes walls, Area whole, ulong seed, RandomStream stream, long step, ulong first)
    {
        long cell = 0;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            cell = Philox.Below(whole.Cells, seed, stream, step, first + (ulong)attempt);
            if (!IsWall(walls, whole, cell))
            {
                break;
            }
        }

        for (long passed = 0; IsWall(walls, whole, cell); passed++)
        {
            if (passed == whole.Cells)
            {
                return -1;
            }

            cell = (cell + 1) % whole.Cells;
        }

        return cell;
    }

    /// <summary>The column of a cell that was drawn.</summary>
    public static int ColumnOf(Area whole, long cell) => whole.X + (int)(cell % whole.Width);

    /// <summary>Its row.</summary>
    public static int RowOf(Area whole, long cell) => whole.Y + (int)(cell / whole.Width);

    private static bool IsWall(in Planes walls, Area whole, long cell) =>
        walls.At(0, RowOf(whole, cell), ColumnOf(whole, cell)) > 0.5f;
}
