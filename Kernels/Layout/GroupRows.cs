using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Mathematics;
using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// Rows of numbers that groups of threads add up. A row has a number of strands, of which strand s takes the numbers
/// s, s + strands, s + 2 · strands and so on; then the strands are added. So neighbouring threads read neighbouring
/// numbers, and how many threads share a row changes no sum.
/// </summary>
public static class GroupRows
{
    /// <summary>Strands of a row of cells.</summary>
    public const int OfCells = 128;

    /// <summary>Strands of a list of rows.</summary>
    public const int OfRows = 32;

    /// <summary>Strands of a long list.</summary>
    public const int OfLists = 256;

    /// <summary>Floats of shared memory for a sum of each of a group's rows.</summary>
    public const int SharedFloats = 2 * OfLists;

    /// <summary>A row's strands are added in so many parts, and then the parts.</summary>
    public const int Parts = 16;

    private const int MostRows = 4;

    /// <summary>The groups for a number of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="strands">Strands of a row, a power of two.</param>
    /// <param name="limits">What suits the device.</param>
    public static KernelConfig Cover(long rows, int strands, GroupLimits limits)
    {
        int width = limits.Narrow(strands);
        int height = Math.Min(Math.Min(MostRows, OfLists / strands), limits.Threads / width);
        while (height > 1 && rows / height < limits.Groups)
        {
            height /= 2;
        }

        return new KernelConfig(
            new Index3D(checked((int)((rows + height - 1) / height)), 1, 1), new Index3D(width, height, 1));
    }

    /// <summary>One group, of as many rows as it has room for, that takes all rows one after the other.</summary>
    /// <param name="strands">Strands of a row, a power of two.</param>
    /// <param name="limits">What suits the device.</param>
    public static KernelConfig Alone(int strands, GroupLimits limits)
    {
        int width = limits.Narrow(strands);
        int height = Math.Min(OfLists / strands, limits.Threads / width);
        return new KernelConfig(new Index3D(1, 1, 1), new Index3D(width, height, 1));
    }

    /// <summary>The row of the thread that asks; it may lie beyond the last.</summary>
    public static int Row => Grid.IdxX * Group.DimY + Group.IdxY;

    /// <summary>Puts down a strand's sum.</summary>
    /// <param name="shared">Memory that the group shares.</param>
    /// <param name="strand">Which strand.</param>
    /// <param name="strands">Strands of a row.</param>
    /// <param name="sum">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ArrayView<float> shared, int strand, int strands, KahanSum sum)
    {
        int place = 2 * (Group.IdxY * strands + strand);
        shared[place] = sum.Rounded;
        shared[place + 1] = sum.Excess;
    }

    /// <summary>The sum of the row's strands, once all are put down; all threads of a group call it together.</summary>
    /// <param name="shared">Memory that the group shares.</param>
    /// <param name="strands">Strands of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(ArrayView<float> shared, int strands)
    {
        // The sums of a few strands each take the places of strands that have been added already.
        int each = strands / Parts;
        for (int first = 0; first < Parts; first += Group.DimX)
        {
            int part = first + Group.IdxX;
            Group.Barrier();
            KahanSum sum = Sum(shared, part * each, part < Parts ? each : 0, strands);
            Group.Barrier();
            if (part < Parts)
            {
                Put(shared, part, strands, sum);
            }
        }

        Group.Barrier();
        return Sum(shared, 0, Parts, strands).Total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static KahanSum Sum(ArrayView<float> shared, int first, int count, int strands)
    {
        KahanSum sum = default;
        for (int strand = first; strand < first + count; strand++)
        {
            int place = 2 * (Group.IdxY * strands + strand);
            sum += new KahanSum(shared[place], shared[place + 1]);
        }

        return sum;
    }
}
