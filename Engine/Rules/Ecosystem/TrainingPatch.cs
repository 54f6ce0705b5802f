using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>The part of the grid that a learning pass looks at (section 5.1).</summary>
internal static class TrainingPatch
{
    /// <summary>
    /// The patch's size: a share of the grid's area in the grid's own proportions, each side even above 1; 100 is the
    /// whole grid.
    /// </summary>
    public static Area SizeOf(Area grid, float percent)
    {
        if (percent >= 100)
        {
            return grid;
        }

        double area = (double)grid.Cells * percent / 100;
        double height = Rounded(Math.Sqrt(area * grid.Height / grid.Width));
        double width = Rounded(height * grid.Width / grid.Height);
        return new Area(0, 0, Even((int)Math.Min(width, grid.Width)), Even((int)Math.Min(height, grid.Height)));
    }

    /// <summary>The patch of a step: anywhere on the grid with equal chance.</summary>
    public static Area At(Area grid, float percent, ulong seed, long step)
    {
        Area size = SizeOf(grid, percent);
        long x = Philox.Below(grid.Width - size.Width + 1, seed, RandomStream.PatchPosition, step, 0);
        long y = Philox.Below(grid.Height - size.Height + 1, seed, RandomStream.PatchPosition, step, 1);
        return size with { X = (int)x, Y = (int)y };
    }

    private static double Rounded(double value) => Math.Max(1, Math.Floor(value + 0.5));

    private static int Even(int side) => side > 1 ? side / 2 * 2 : 1;
}
