namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Sums of products over cells, the heart of every weight gradient: Σ_cells left_i · right_j for all i and j. Until all
/// cells are in, each sum is sixteen (<see cref="LaneSums"/>), in memory of the caller's; narrow vectors pass over the cells
/// once for each part of the sixteen, so that as many sums as with wide ones stay in registers.
/// </summary>
public static unsafe class RowDots
{
    // Twelve sums, the three right operands and a left one are what sixteen registers hold.
    private const int Lefts = 4;
    private const int Rights = 3;

    /// <summary>Adds a stretch of cells to sums[i][j].</summary>
    /// <param name="left">Rows of each left operand.</param>
    /// <param name="leftCount">Number of left operands.</param>
    /// <param name="leftPitch">Floats from a row of a left operand to its next.</param>
    /// <param name="right">Rows of each right operand.</param>
    /// <param name="rightCount">Number of right operands.</param>
    /// <param name="rightPitch">Floats from a row of a right operand to its next.</param>
    /// <param name="rows">Rows of the stretch.</param>
    /// <param name="columns">Columns, a multiple of 16; where one operand has no cell it must hold 0.</param>
    /// <param name="sums"><c>[leftCount][rightCount][16]</c>.</param>
    public static void Add<L, V>(
        float** left, int leftCount, long leftPitch,
        float** right, int rightCount, long rightPitch,
        int rows, int columns, float* sums)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int i = 0; i < leftCount; i += Lefts)
        {
            for (int j = 0; j < rightCount; j += Rights)
            {
                int lefts = Math.Min(Lefts, leftCount - i);
                int rights = Math.Min(Rights, rightCount - j);
                float* corner = sums + ((long)i * rightCount + j) * LaneSums.Count;
                for (int lane = 0; lane < LaneSums.Count; lane += L.Count)
                {
                    if (lefts == Lefts && rights == Rights)
                    {
                        FourByThree<L, V>(left + i, leftPitch, right + j, rightPitch, rows, lane, columns, corner, rightCount);
                        continue;
                    }

                    for (int b = 0; b < rights; b++)
                    {
                        if (lefts == Lefts)
                        {
                            FourByOne<L, V>(
                                left + i, leftPitch, right[j + b], rightPitch, rows, lane, columns, corner + b * LaneSums.Count, rightCount);
                            continue;
                        }

                        for (int a = 0; a < lefts; a++)
                        {
                            float* sum = corner + ((long)a * rightCount + b) * LaneSums.Count;
                            One<L, V>(left[i + a], leftPitch, right[j + b], rightPitch, rows, lane, columns, sum);
                        }
                    }
                }
            }
        }
    }

    private static void One<L, V>(
        float* left, long leftPitch, float* right, long rightPitch, int rows, int lane, int columns, float* sum)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V total = L.Load(sum + lane);
        for (int row = 0; row < rows; row++, left += leftPitch, right += rightPitch)
        {
            for (int x = lane; x < columns; x += LaneSums.Count)
            {
                total = L.MultiplyAdd(L.Load(left + x), L.Load(right + x), total);
            }
        }

        L.Store(total, sum + lane);
    }

    private static void FourByOne<L, V>(
        float** left, long leftPitch, float* right, long rightPitch, int rows, int lane, int columns, float* sums, long rightCount)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* l0 = left[0], l1 = left[1], l2 = left[2], l3 = left[3];
        float* row0 = sums + lane;
        float* row1 = row0 + rightCount * LaneSums.Count;
        float* row2 = row1 + rightCount * LaneSums.Count;
        float* row3 = row2 + rightCount * LaneSums.Count;
        V s0 = L.Load(row0), s1 = L.Load(row1), s2 = L.Load(row2), s3 = L.Load(row3);
        for (int row = 0; row < rows; row++)
        {
            long fromLeft = row * leftPitch;
            long fromRight = row * rightPitch;
            for (int x = lane; x < columns; x += LaneSums.Count)
            {
                V a = L.Load(right + fromRight + x);
                s0 = L.MultiplyAdd(L.Load(l0 + fromLeft + x), a, s0);
                s1 = L.MultiplyAdd(L.Load(l1 + fromLeft + x), a, s1);
                s2 = L.MultiplyAdd(L.Load(l2 + fromLeft + x), a, s2);
                s3 = L.MultiplyAdd(L.Load(l3 + fromLeft + x), a, s3);
            }
        }

        L.Store(s0, row0);
        L.Store(s1, row1);
        L.Store(s2, row2);
        L.Store(s3, row3);
    }

    private static void FourByThree<L, V>(
        float** left, long leftPitch, float** right, long rightPitch, int rows, int lane, int columns, float* sums, long rightCount)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* l0 = left[0] + lane, l1 = left[1] + lane, l2 = left[2] + lane, l3 = left[3] + lane;
        float* r0 = right[0] + lane, r1 = right[1] + lane, r2 = right[2] + lane;
        float* row0 = sums + lane;
        float* row1 = row0 + rightCount * LaneSums.Count;
        float* row2 = row1 + rightCount * LaneSums.Count;
        float* row3 = row2 + rightCount * LaneSums.Count;
        V s00 = L.Load(row0), s01 = L.Load(row0 + LaneSums.Count), s02 = L.Load(row0 + 2 * LaneSums.Count);
        V s10 = L.Load(row1), s11 = L.Load(row1 + LaneSums.Count), s12 = L.Load(row1 + 2 * LaneSums.Count);
        V s20 = L.Load(row2), s21 = L.Load(row2 + LaneSums.Count), s22 = L.Load(row2 + 2 * LaneSums.Count);
        V s30 = L.Load(row3), s31 = L.Load(row3 + LaneSums.Count), s32 = L.Load(row3 + 2 * LaneSums.Count);
        for (int row = 0; row < rows; row++)
        {
            for (int x = 0; x < columns - lane; x += LaneSums.Count)
            {
                V a = L.Load(r0 + x);
                V b = L.Load(r1 + x);
                V c = L.Load(r2 + x);
                V value = L.Load(l0 + x);
                s00 = L.MultiplyAdd(value, a, s00);
                s01 = L.MultiplyAdd(value, b, s01);
                s02 = L.MultiplyAdd(value, c, s02);
                value = L.Load(l1 + x);
                s10 = L.MultiplyAdd(value, a, s10);
                s11 = L.MultiplyAdd(value, b, s11);
                s12 = L.MultiplyAdd(value, c, s12);
                value = L.Load(l2 + x);
                s20 = L.MultiplyAdd(value, a, s20);
                s21 = L.MultiplyAdd(value, b, s21);
                s22 = L.MultiplyAdd(value, c, s22);
                value = L.Load(l3 + x);
                s30 = L.MultiplyAdd(value, a, s30);
                s31 = L.MultiplyAdd(value, b, s31);
                s32 = L.MultiplyAdd(value, c, s32);
            }

            l0 += leftPitch;
            l1 += leftPitch;
            l2 += leftPitch;
            l3 += leftPitch;
            r0 += rightPitch;
            r1 += rightPitch;
            r2 += rightPitch;
        }

        Put<L, V>(s00, s01, s02, row0);
        Put<L, V>(s10, s11, s12, row1);
        Put<L, V>(s20, s21, s22, row2);
        Put<L, V>(s30, s31, s32, row3);
    }

    private static void Put<L, V>(V first, V second, V third, float* sums)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        L.Store(first, sums);
        L.Store(second, sums + LaneSums.Count);
        L.Store(third, sums + 2 * LaneSums.Count);
    }
}
