using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// One uniform number per cell, which decides whether the cell takes part in the step. Whoever needs a number draws it, for a draw
/// is a function of the cell.
/// </summary>
public struct CellUniforms
{
    /// <summary>The world's seed.</summary>
    public ulong Seed;

    /// <summary>The step.</summary>
    public long Step;

    /// <summary>What the numbers are for.</summary>
    public RandomStream Stream;

    /// <summary>The area whose cells are counted row by row: the grid or the patch.</summary>
    public Area Whole;

    /// <summary>1 where the numbers are those of <see cref="Given"/>, 0 where they are drawn.</summary>
    public int AreGiven;

    /// <summary>Numbers that come from elsewhere, <c>[1][y][x]</c>.</summary>
    public Planes Given;

    /// <summary>A cell's number.</summary>
    internal readonly float At(int y, int x) => AreGiven != 0
        ? Given.At(0, y, x)
        : Philox.Uniform(Seed, Stream, Step, IndexOf(y, x));

    /// <summary>The numbers of a part of a row.</summary>
    internal readonly unsafe void Row(int y, int x, int columns, float* target)
    {
        if (AreGiven != 0)
        {
            Rows.Copy(Given.Row(0, y, x), target, columns);
            return;
        }

        ulong index = IndexOf(y, x);
        ulong end = index + (ulong)columns;
        while (index < end)
        {
            // One block serves four neighbours; a row may begin or end inside a block.
            PhiloxBlock block = Philox.Block(Seed, Stream, Step, index >> 2);
            do
            {
                *target++ = Philox.ToUniform(block.Word((int)(index & 3)));
                index++;
            }
            while ((index & 3) != 0 && index < end);
        }
    }

    private readonly ulong IndexOf(int y, int x) => (ulong)(y - Whole.Y) * (ulong)Whole.Width + (ulong)(x - Whole.X);
}
