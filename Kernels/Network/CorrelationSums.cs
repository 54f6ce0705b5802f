using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>Four floats beside each other, which GPUs load at once.</summary>
public struct FourFloats
{
    /// <summary>How many there are.</summary>
    public const int Count = 4;

    private float f0, f1, f2, f3;

    /// <summary>These and <paramref name="value"/> · <paramref name="four"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FourFloats Plus(float value, FourFloats four) => new()
    {
        f0 = f0 + value * four.f0,
        f1 = f1 + value * four.f1,
        f2 = f2 + value * four.f2,
        f3 = f3 + value * four.f3,
    };

    /// <summary>Writes them to a matrix, one below the other.</summary>
    /// <param name="matrix">Where to.</param>
    /// <param name="first">Place of the first number.</param>
    /// <param name="stride">Floats from one number to the next.</param>
    /// <param name="count">How many to write, all if there are fewer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ArrayView<float> matrix, long first, int stride, int count)
    {
        Store(matrix, first, 0, count, f0);
        Store(matrix, first + stride, 1, count, f1);
        Store(matrix, first + 2L * stride, 2, count, f2);
        Store(matrix, first + 3L * stride, 3, count, f3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ArrayView<float> matrix, long place, int offset, int count, float value)
    {
        if (offset < count)
        {
            matrix[place] = value;
        }
    }
}

/// <summary>
/// Where a thread finds its numbers of each cell in the memory that its group shares. Cells are a fixed number of floats
/// apart, so that all places but the first cell's are known beforehand.
/// </summary>
public readonly struct CorrelationNumbers
{
    /// <summary>The most columns and the most outputs of a group.</summary>
    public const int Widest = 64;

    /// <summary>
    /// Floats from a cell to the next: four more than there are numbers, which keeps the cells of one plane apart in the
    /// banks of shared memory, and groups of four floats together.
    /// </summary>
    public const int Pitch = Widest + FourFloats.Count;

    /// <summary>The thread's eight outputs.</summary>
    public readonly ArrayView<FourFloats> Outputs;

    /// <summary>The thread's columns.</summary>
    public readonly ArrayView<float> Column0, Column1, Column2, Column3;

    /// <summary>The numbers of the thread that asks.</summary>
    public CorrelationNumbers(ArrayView<FourFloats> outputs, ArrayView<float> columns)
    {
        Outputs = outputs.SubView(Group.IdxY * (CorrelationSums.Outputs / FourFloats.Count));
        Column0 = columns.SubView(Group.IdxX);
        Column1 = columns.SubView(Group.IdxX + Group.DimX);
        Column2 = columns.SubView(Group.IdxX + 2 * Group.DimX);
        Column3 = columns.SubView(Group.IdxX + 3 * Group.DimX);
    }
}

/// <summary>
/// The sums that a thread of <see cref="GroupCorrelation"/> keeps in registers: eight neighbouring outputs for each of
/// four columns, which lie as far apart as the group is wide, so that neighbouring threads read neighbouring columns.
/// </summary>
public struct CorrelationSums
{
    /// <summary>How many outputs there are.</summary>
    public const int Outputs = 2 * FourFloats.Count;

    /// <summary>How many columns there are.</summary>
    public const int Columns = 4;

    private FourFloats upper0, upper1, upper2, upper3, lower0, lower1, lower2, lower3;

    /// <summary>Adds the products of a cell's outputs and columns.</summary>
    /// <param name="numbers">What the thread reads of the cells.</param>
    /// <param name="cell">The cell.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in CorrelationNumbers numbers, int cell)
    {
        FourFloats upper = numbers.Outputs[cell * CorrelationNumbers.Pitch / FourFloats.Count];
        FourFloats lower = numbers.Outputs[cell * CorrelationNumbers.Pitch / FourFloats.Count + 1];
        Add(upper, lower, numbers.Column0[cell * CorrelationNumbers.Pitch], ref upper0, ref lower0);
        Add(upper, lower, numbers.Column1[cell * CorrelationNumbers.Pitch], ref upper1, ref lower1);
        Add(upper, lower, numbers.Column2[cell * CorrelationNumbers.Pitch], ref upper2, ref lower2);
        Add(upper, lower, numbers.Column3[cell * CorrelationNumbers.Pitch], ref upper3, ref lower3);
    }

    /// <summary>Adds other sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(CorrelationSums other)
    {
        Add(other.upper0, other.lower0, 1, ref upper0, ref lower0);
        Add(other.upper1, other.lower1, 1, ref upper1, ref lower1);
        Add(other.upper2, other.lower2, 1, ref upper2, ref lower2);
        Add(other.upper3, other.lower3, 1, ref upper3, ref lower3);
    }

    /// <summary>Writes the sums to a matrix, <c>[outputs][columns]</c>.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="first">Place of the first sum.</param>
    /// <param name="stride">Floats from one output to the next.</param>
    /// <param name="outputs">Outputs that exist from the thread's first on.</param>
    /// <param name="columns">Columns that exist from the thread's first on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ArrayView<float> matrix, long first, int stride, int outputs, int columns)
    {
        Store(upper0, lower0, matrix, first, 0, stride, outputs, columns);
        Store(upper1, lower1, matrix, first, Group.DimX, stride, outputs, columns);
        Store(upper2, lower2, matrix, first, 2 * Group.DimX, stride, outputs, columns);
        Store(upper3, lower3, matrix, first, 3 * Group.DimX, stride, outputs, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(FourFloats upper, FourFloats lower, float value, ref FourFloats upperSums, ref FourFloats lowerSums)
    {
        upperSums = upperSums.Plus(value, upper);
        lowerSums = lowerSums.Plus(value, lower);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        FourFloats upper, FourFloats lower, ArrayView<float> matrix, long first, int column, int stride, int outputs, int columns)
    {
        if (column < columns)
        {
            upper.Store(matrix, first + column, stride, outputs);
            lower.Store(matrix, first + column + (long)FourFloats.Count * stride, stride, outputs - FourFloats.Count);
        }
    }
}
