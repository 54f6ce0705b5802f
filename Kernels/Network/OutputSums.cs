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
    public static OutputSums Load(ArrayView<float> values, int first) => LoadEvery(1, values.SubView(first));

    /// <summary>Eight numbers at equal distances, the first of them first in a view.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OutputSums LoadEvery(long distance, ArrayView<float> values) => new()
    {
        s0 = values[0],
        s1 = values[distance],
        s2 = values[2 * distance],
        s3 = values[3 * distance],
        s4 = values[4 * distance],
        s5 = values[5 * distance],
        s6 = values[6 * distance],
        s7 = values[7 * distance],
    };

    /// <summary>Writes the numbers at equal distances, the first of them first in a view.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreEvery(long distance, ArrayView<float> values)
    {
        values[0] = s0;
        values[distance] = s1;
        values[2 * distance] = s2;
        values[3 * distance] = s3;
        values[4 * distance] = s4;
        values[5 * distance] = s5;
        values[6 * distance] = s6;
        values[7 * distance] = s7;
    }

    /// <summary>The numbers of a thread's cells in a plane; the last row of the target stands for those beyond it.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="tile">Which plane, and which cells of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OutputSums Load(in Planes planes, in ColumnTile tile)
    {
        ArrayView<float> plane = planes.Plane(tile.Plane);
        int first = (tile.Y - planes.Y) * planes.Pitch + tile.X - planes.X;
        int last = tile.RowsInTarget - 1;
        return new(
            plane[first],
            plane[first + IntrinsicMath.Min(1, last) * planes.Pitch],
            plane[first + IntrinsicMath.Min(2, last) * planes.Pitch],
            plane[first + IntrinsicMath.Min(3, last) * planes.Pitch],
            plane[first + IntrinsicMath.Min(4, last) * planes.Pitch],
            plane[first + IntrinsicMath.Min(5, last) * planes.Pitch],
            plane[first + IntrinsicMath.Min(6, last) * planes.Pitch],
            plane[first + IntrinsicMath.Min(7, last) * planes.Pitch]);
    }

    /// <summary>Names the numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OutputSums(float n0, float n1, float n2, float n3, float n4, float n5, float n6, float n7)
    {
        s0 = n0;
        s1 = n1;
        s2 = n2;
        s3 = n3;
        s4 = n4;
        s5 = n5;
        s6 = n6;
        s7 = n7;
    }

    /// <summary>One number eight times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OutputSums(float value)
        : this(value, value, value, value, value, value, value, value)
    {
    }

    /// <summary>All but the first, and one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSums Next(float value) => new(s1, s2, s3, s4, s5, s6, s7, value);

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

    /// <summary>These and the products of other numbers with <paramref name="weights"/>, one by one.</summary>
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

    /// <summary>Blocks of so many outputs.</summary>
    public static int Blocks(int outputs) => (outputs + Count - 1) / Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ArrayView<float> plane, int first, int pitch, int row, int count, float value)
    {
        if (row < count)
        {
            plane[first + row * pitch] = value;
        }
    }

    /// <summary>gelu of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSums Gelu() => new()
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

    /// <summary>A gradient taken back through gelu.</summary>
    /// <param name="input">What went into the gelu.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSums ThroughGelu(OutputSums input) => new()
    {
        s0 = s0 * Scalar.GeluSlope(input.s0),
        s1 = s1 * Scalar.GeluSlope(input.s1),
        s2 = s2 * Scalar.GeluSlope(input.s2),
        s3 = s3 * Scalar.GeluSlope(input.s3),
        s4 = s4 * Scalar.GeluSlope(input.s4),
        s5 = s5 * Scalar.GeluSlope(input.s5),
        s6 = s6 * Scalar.GeluSlope(input.s6),
        s7 = s7 * Scalar.GeluSlope(input.s7),
    };

    /// <summary>Writes the numbers to neighbouring planes.</summary>
    /// <param name="planes">Where to.</param>
    /// <param name="first">The plane of the first number.</param>
    /// <param name="count">How many to write, all if there are fewer.</param>
    /// <param name="offset">Where the cell lies in a plane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(in Planes planes, int first, int count, int offset)
    {
        Store(planes, first, 0, count, offset, s0);
        Store(planes, first, 1, count, offset, s1);
        Store(planes, first, 2, count, offset, s2);
        Store(planes, first, 3, count, offset, s3);
        Store(planes, first, 4, count, offset, s4);
        Store(planes, first, 5, count, offset, s5);
        Store(planes, first, 6, count, offset, s6);
        Store(planes, first, 7, count, offset, s7);
    }

    /// <summary>Writes the numbers to a plane, one below the other; all threads of a group call it together.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="tile">Which plane, and which cells of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(in Planes planes, in ColumnTile tile)
    {
        ArrayView<float> plane = planes.Plane(tile.Plane);
        int first = (tile.Y - planes.Y) * planes.Pitch + tile.X - planes.X;
        int pitch = planes.Pitch;
        if (tile.Whole != 0)
        {
            plane[first] = s0;
            plane[first + pitch] = s1;
            plane[first + 2 * pitch] = s2;
            plane[first + 3 * pitch] = s3;
            plane[first + 4 * pitch] = s4;
            plane[first + 5 * pitch] = s5;
            plane[first + 6 * pitch] = s6;
            plane[first + 7 * pitch] = s7;
            return;
        }

        int count = tile.Owned;
        Store(plane, first, pitch, 0, count, s0);
        Store(plane, first, pitch, 1, count, s1);
        Store(plane, first, pitch, 2, count, s2);
        Store(plane, first, pitch, 3, count, s3);
        Store(plane, first, pitch, 4, count, s4);
        Store(plane, first, pitch, 5, count, s5);
        Store(plane, first, pitch, 6, count, s6);
        Store(plane, first, pitch, 7, count, s7);
    }

    /// <summary>tanh of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSums Tanh() => new()
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
    private static void Store(in Planes planes, int first, int place, int count, int offset, float value)
    {
        if (place < count)
        {
            planes.Plane(first + place)[offset] = value;
        }
    }
}
