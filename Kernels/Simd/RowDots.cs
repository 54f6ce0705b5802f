namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Sums of products over cells, the heart of every weight gradient: Σ_cells left_i · right_j for all i and j. Sums stay
/// in vectors, in memory of the caller's, until all cells are in; their order depends on nothing but the sizes.
/// </summary>
public static unsafe class RowDots
{
    private const int Block = 4;

    /// <summary>Adds a stretch of cells to sums[i][j], each sum a vector.</summary>
    /// <param name="left">Rows of each left operand.</param>
    /// <param name="leftCount">Number of left operands.</param>
    /// <param name="leftPitch">Floats from a row of a left operand to its next.</param>
    /// <param name="right">Rows of each right operand.</param>
    /// <param name="rightCount">Number of right operands.</param>
    /// <param name="rightPitch">Floats from a row of a right operand to its next.</param>
    /// <param name="rows">Rows of the stretch.</param>
    /// <param name="columns">Columns, a multiple of 16; where one operand has no cell it must hold 0.</param>
    /// <param name="sums"><c>[leftCount][rightCount]</c> vectors.</param>
    public static void Add<L, V>(
        float** left, int leftCount, long leftPitch,
        float** right, int rightCount, long rightPitch,
        int rows, int columns, V* sums)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int i = 0; i < leftCount; i += Block)
        {
            for (int j = 0; j < rightCount; j += Block)
            {
                V* corner = sums + (long)i * rightCount + j;
                if (leftCount - i >= Block && rightCount - j >= Block)
                {
                    FourByFour<L, V>(left + i, leftPitch, right + j, rightPitch, rows, columns, corner, rightCount);
                    continue;
                }

                for (int a = 0; a < Math.Min(Block, leftCount - i); a++)
                {
                    for (int b = 0; b < Math.Min(Block, rightCount - j); b++)
                    {
                        One<L, V>(left[i + a], leftPitch, right[j + b], rightPitch, rows, columns, corner + (long)a * rightCount + b);
                    }
                }
            }
        }
    }

    /// <summary>The sum of a vector's lanes, from the first to the last.</summary>
    public static float Total<L, V>(V sum)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* lanes = (float*)&sum;
        float total = 0;
        for (int lane = 0; lane < L.Count; lane++)
        {
            total += lanes[lane];
        }

        return total;
    }

    private static void One<L, V>(
        float* left, long leftPitch, float* right, long rightPitch, int rows, int columns, V* sum)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V total = *sum;
        for (int row = 0; row < rows; row++, left += leftPitch, right += rightPitch)
        {
            for (int x = 0; x < columns; x += L.Count)
            {
                total = L.MultiplyAdd(L.Load(left + x), L.Load(right + x), total);
            }
        }

        *sum = total;
    }

    private static void FourByFour<L, V>(
        float** left, long leftPitch, float** right, long rightPitch, int rows, int columns, V* sums, long stride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* l0 = left[0], l1 = left[1], l2 = left[2], l3 = left[3];
        float* r0 = right[0], r1 = right[1], r2 = right[2], r3 = right[3];
        V s00 = sums[0], s01 = sums[1], s02 = sums[2], s03 = sums[3];
        V s10 = sums[stride], s11 = sums[stride + 1], s12 = sums[stride + 2], s13 = sums[stride + 3];
        V s20 = sums[2 * stride], s21 = sums[2 * stride + 1], s22 = sums[2 * stride + 2], s23 = sums[2 * stride + 3];
        V s30 = sums[3 * stride], s31 = sums[3 * stride + 1], s32 = sums[3 * stride + 2], s33 = sums[3 * stride + 3];
        for (int row = 0; row < rows; row++)
        {
            long fromLeft = row * leftPitch;
            long fromRight = row * rightPitch;
            for (int x = 0; x < columns; x += L.Count)
            {
                V a = L.Load(r0 + fromRight + x);
                V b = L.Load(r1 + fromRight + x);
                V c = L.Load(r2 + fromRight + x);
                V d = L.Load(r3 + fromRight + x);
                V value = L.Load(l0 + fromLeft + x);
                s00 = L.MultiplyAdd(value, a, s00);
                s01 = L.MultiplyAdd(value, b, s01);
                s02 = L.MultiplyAdd(value, c, s02);
                s03 = L.MultiplyAdd(value, d, s03);
                value = L.Load(l1 + fromLeft + x);
                s10 = L.MultiplyAdd(value, a, s10);
                s11 = L.MultiplyAdd(value, b, s11);
                s12 = L.MultiplyAdd(value, c, s12);
                s13 = L.MultiplyAdd(value, d, s13);
                value = L.Load(l2 + fromLeft + x);
                s20 = L.MultiplyAdd(value, a, s20);
                s21 = L.MultiplyAdd(value, b, s21);
                s22 = L.MultiplyAdd(value, c, s22);
                s23 = L.MultiplyAdd(value, d, s23);
                value = L.Load(l3 + fromLeft + x);
                s30 = L.MultiplyAdd(value, a, s30);
                s31 = L.MultiplyAdd(value, b, s31);
                s32 = L.MultiplyAdd(value, c, s32);
                s33 = L.MultiplyAdd(value, d, s33);
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        sums += stride;
        (sums[0], sums[1], sums[2], sums[3]) = (s10, s11, s12, s13);
        sums += stride;
        (sums[0], sums[1], sums[2], sums[3]) = (s20, s21, s22, s23);
        sums += stride;
        (sums[0], sums[1], sums[2], sums[3]) = (s30, s31, s32, s33);
    }
}
