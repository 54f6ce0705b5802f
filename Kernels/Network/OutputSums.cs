using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// A number for each of eight neighbouring outputs: a cell's sums, or the weights of one input. They have names because
/// only then do GPUs keep them in registers; an array would lie in memory.
/// </summary>
public struct OutputSums
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    private float s0, s1, s2, s3, s4, s5, s6, s7;

    /// <summary>Eight numbers in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OutputSums Load(ArrayView<float> values, int first) => new()
    {
        s0 = values[first],
        s1 = values[first + 1],
        s2 = values[first + 2],
        s3 = values[first + 3],
        s4 = values[first + 4],
        s5 = values[first + 5],
        s6 = values[first + 6],
        s7 = values[first + 7],
    };

    /// <summary>A cell's numbers in eight neighbouring planes; the last plane stands for those beyond it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OutputSums Load(in Planes planes, int first, int count, in BorderedCell cell) => new()
    {
        s0 = cell.Value(planes, first),
        s1 = cell.Value(planes, IntrinsicMath.Min(first + 1, count - 1)),
        s2 = cell.Value(planes, IntrinsicMath.Min(first + 2, count - 1)),
        s3 = cell.Value(planes, IntrinsicMath.Min(first + 3, count - 1)),
        s4 = cell.Value(planes, IntrinsicMath.Min(first + 4, count - 1)),
        s5 = cell.Value(planes, IntrinsicMath.Min(first + 5, count - 1)),
        s6 = cell.Value(planes, IntrinsicMath.Min(first + 6, count - 1)),
        s7 = cell.Value(planes, IntrinsicMath.Min(first + 7, count - 1)),
    };

    /// <summary>These and the products of <paramref name="values"/> and <paramref name="weights"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSums Plus(OutputSums values, OutputSums weights) => new()
    {
        s0 = s0 + values.s0 * weights.s0,
        s1 = s1 + values.s1 * weights.s1,
        s2 = s2 + values.s2 * weights.s2,
        s3 = s3 + values.s3 * weights.s3,
        s4 = s4 + values.s4 * weights.s4,
        s5 = s5 + values.s5 * weights.s5,
        s6 = s6 + values.s6 * weights.s6,
        s7 = s7 + values.s7 * weights.s7,
    };

    /// <summary>These and <paramref name="value"/> · <paramref name="weights"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSums Plus(float value, OutputSums weights) => new()
    {
        s0 = s0 + value * weights.s0,
        s1 = s1 + value * weights.s1,
        s2 = s2 + value * weights.s2,
        s3 = s3 + value * weights.s3,
        s4 = s4 + value * weights.s4,
        s5 = s5 + value * weights.s5,
        s6 = s6 + value * weights.s6,
        s7 = s7 + value * weights.s7,
    };

    /// <summary>Blocks of so many outputs.</summary>
    public static int Blocks(int outputs) => (outputs + Count - 1) / Count;

    /// <summary>gelu of both cells' numbers; all threads of a group call it together.</summary>
    /// <remarks>
    /// The barriers around it are for CPUs. Between them stands straight code, which OpenCL compilers turn into vectors
    /// over threads; without them they move it into the branches that write the results, where they do not.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gelu(ref OutputSums upper, ref OutputSums lower)
    {
        Group.Barrier();
        upper = upper.Gelu();
        lower = lower.Gelu();
        Group.Barrier();
    }

    /// <summary>tanh of both cells' numbers; all threads of a group call it together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh(ref OutputSums upper, ref OutputSums lower)
    {
        Group.Barrier();
        upper = upper.Tanh();
        lower = lower.Tanh();
        Group.Barrier();
    }

    /// <summary>Writes the numbers of a group's cells to neighbouring planes.</summary>
    /// <param name="tile">The cells.</param>
    /// <param name="upper">The upper cell's numbers.</param>
    /// <param name="lower">The lower cell's numbers.</param>
    /// <param name="output">Where to.</param>
    /// <param name="plane">The plane of the first number.</param>
    /// <param name="count">How many to write, all if there are fewer.</param>
    /// <param name="added">Planes to add to the numbers.</param>
    /// <param name="add">Whether to, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        in GroupTile tile, OutputSums upper, OutputSums lower, Planes output, int plane, int count, Planes added, int add)
    {
        if (tile.OwnsUpper != 0)
        {
            upper.Store(output, plane, count, tile.Upper, tile.X, added, add);
        }

        if (tile.OwnsLower != 0)
        {
            lower.Store(output, plane, count, tile.Lower, tile.X, added, add);
        }
    }

    /// <summary>Writes the numbers to a matrix, one below the other.</summary>
    /// <param name="matrix">Where to.</param>
    /// <param name="first">Place of the first number.</param>
    /// <param name="stride">Floats from one number to the next.</param>
    /// <param name="count">How many to write, all if there are fewer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ArrayView<float> matrix, long first, int stride, int count)
    {
        Store(matrix, first, stride, 0, count, s0);
        Store(matrix, first, stride, 1, count, s1);
        Store(matrix, first, stride, 2, count, s2);
        Store(matrix, first, stride, 3, count, s3);
        Store(matrix, first, stride, 4, count, s4);
        Store(matrix, first, stride, 5, count, s5);
        Store(matrix, first, stride, 6, count, s6);
        Store(matrix, first, stride, 7, count, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ArrayView<float> matrix, long first, int stride, int offset, int count, float value)
    {
        if (offset < count)
        {
            matrix[first + (long)offset * stride] = value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly OutputSums Gelu() => new()
    {
        s0 = Scalar.Gelu(s0),
        s1 = Scalar.Gelu(s1),
        s2 = Scalar.Gelu(s2),
        s3 = Scalar.Gelu(s3),
        s4 = Scalar.Gelu(s4),
        s5 = Scalar.Gelu(s5),
        s6 = Scalar.Gelu(s6),
        s7 = Scalar.Gelu(s7),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly OutputSums Tanh() => new()
    {
        s0 = Scalar.Tanh(s0),
        s1 = Scalar.Tanh(s1),
        s2 = Scalar.Tanh(s2),
        s3 = Scalar.Tanh(s3),
        s4 = Scalar.Tanh(s4),
        s5 = Scalar.Tanh(s5),
        s6 = Scalar.Tanh(s6),
        s7 = Scalar.Tanh(s7),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store(Planes output, int plane, int count, int y, int x, Planes added, int add)
    {
        Store(output, plane, 0, count, y, x, added, add, s0);
        Store(output, plane, 1, count, y, x, added, add, s1);
        Store(output, plane, 2, count, y, x, added, add, s2);
        Store(output, plane, 3, count, y, x, added, add, s3);
        Store(output, plane, 4, count, y, x, added, add, s4);
        Store(output, plane, 5, count, y, x, added, add, s5);
        Store(output, plane, 6, count, y, x, added, add, s6);
        Store(output, plane, 7, count, y, x, added, add, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Planes output, int plane, int offset, int count, int y, int x, Planes added, int add, float sum)
    {
        if (offset < count)
        {
            output.At(plane + offset, y, x) = add != 0 ? added.At(plane + offset, y, x) + sum : sum;
        }
    }
}
