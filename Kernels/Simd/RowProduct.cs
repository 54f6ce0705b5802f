using System.Runtime.CompilerServices;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// The matrix product at the heart of every convolution: rows of cells times a small weight matrix. Eight outputs by
/// two vectors stay in registers while the inputs stream by, which is what lets the multiply-adds run at the
/// processor's peak.
/// </summary>
public static unsafe class RowProduct
{
    /// <summary>Outputs computed together; packed weights come in blocks of this many.</summary>
    public const int Outputs = 8;

    /// <summary>target[o][x] = Σ_i weight[o][i] · source[offsets[i] + x], and added[o][x] if there is such.</summary>
    /// <param name="source">Base of the inputs.</param>
    /// <param name="offsets">Floats from the base to each input's row.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="packed">Weights as <c>[o / 8][i][o % 8]</c>, zero where o is beyond the last output.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="target">First output's row.</param>
    /// <param name="stride">Floats from one output's row to the next.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    /// <param name="added">First row to be added, maybe the target itself; null for none.</param>
    /// <param name="addedStride">Floats from one of these rows to the next.</param>
    public static void Multiply<L, V>(
        float* source, long* offsets, int inputs, float* packed, int outputs,
        float* target, long stride, int columns, float* added = null, long addedStride = 0)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* spare = stackalloc float[Outputs * 2 * L.Count];
        for (int x = 0; x < columns;)
        {
            // Sixteen accumulators need the 32 registers that only 512-bit vectors come with.
            int width = L.Count == 16 && columns - x >= 2 * L.Count ? 2 * L.Count : L.Count;
            for (int o = 0; o < outputs; o += Outputs)
            {
                float* block = packed + (long)o * inputs;
                bool whole = outputs - o >= Outputs;
                float* rows = whole ? target + o * stride + x : spare;
                long rowStride = whole ? stride : width;
                float* addedRows = whole && added != null ? added + o * addedStride + x : null;
                if (width > L.Count)
                {
                    EightByTwo<L, V>(source + x, offsets, inputs, block, rows, rowStride, addedRows, addedStride);
                }
                else
                {
                    EightByOne<L, V>(source + x, offsets, inputs, block, rows, rowStride, addedRows, addedStride);
                }

                for (int rest = 0; !whole && rest < outputs - o; rest++)
                {
                    for (int column = 0; column < width; column += L.Count)
                    {
                        int right = x + column;
                        V sum = L.Load(spare + rest * width + column);
                        Put<L, V>(sum, target + (o + rest) * stride + right, added, (o + rest) * addedStride + right);
                    }
                }
            }

            x += width;
        }
    }

    private static void EightByTwo<L, V>(
        float* source, long* offsets, int inputs, float* weights, float* target, long stride,
        float* added, long addedStride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        V b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        for (int i = 0; i < inputs; i++, weights += Outputs)
        {
            float* values = source + offsets[i];
            V left = L.Load(values);
            V right = L.Load(values + L.Count);
            V weight0 = L.Create(weights[0]);
            a0 = L.MultiplyAdd(left, weight0, a0);
            b0 = L.MultiplyAdd(right, weight0, b0);
            V weight1 = L.Create(weights[1]);
            a1 = L.MultiplyAdd(left, weight1, a1);
            b1 = L.MultiplyAdd(right, weight1, b1);
            V weight2 = L.Create(weights[2]);
            a2 = L.MultiplyAdd(left, weight2, a2);
            b2 = L.MultiplyAdd(right, weight2, b2);
            V weight3 = L.Create(weights[3]);
            a3 = L.MultiplyAdd(left, weight3, a3);
            b3 = L.MultiplyAdd(right, weight3, b3);
            V weight4 = L.Create(weights[4]);
            a4 = L.MultiplyAdd(left, weight4, a4);
            b4 = L.MultiplyAdd(right, weight4, b4);
            V weight5 = L.Create(weights[5]);
            a5 = L.MultiplyAdd(left, weight5, a5);
            b5 = L.MultiplyAdd(right, weight5, b5);
            V weight6 = L.Create(weights[6]);
            a6 = L.MultiplyAdd(left, weight6, a6);
            b6 = L.MultiplyAdd(right, weight6, b6);
            V weight7 = L.Create(weights[7]);
            a7 = L.MultiplyAdd(left, weight7, a7);
            b7 = L.MultiplyAdd(right, weight7, b7);
        }

        Put<L, V>(a0, target, added, 0);
        Put<L, V>(a1, target + stride, added, addedStride);
        Put<L, V>(a2, target + 2 * stride, added, 2 * addedStride);
        Put<L, V>(a3, target + 3 * stride, added, 3 * addedStride);
        Put<L, V>(a4, target + 4 * stride, added, 4 * addedStride);
        Put<L, V>(a5, target + 5 * stride, added, 5 * addedStride);
        Put<L, V>(a6, target + 6 * stride, added, 6 * addedStride);
        Put<L, V>(a7, target + 7 * stride, added, 7 * addedStride);
        Put<L, V>(b0, target + L.Count, added, L.Count);
        Put<L, V>(b1, target + stride + L.Count, added, addedStride + L.Count);
        Put<L, V>(b2, target + 2 * stride + L.Count, added, 2 * addedStride + L.Count);
        Put<L, V>(b3, target + 3 * stride + L.Count, added, 3 * addedStride + L.Count);
        Put<L, V>(b4, target + 4 * stride + L.Count, added, 4 * addedStride + L.Count);
        Put<L, V>(b5, target + 5 * stride + L.Count, added, 5 * addedStride + L.Count);
        Put<L, V>(b6, target + 6 * stride + L.Count, added, 6 * addedStride + L.Count);
        Put<L, V>(b7, target + 7 * stride + L.Count, added, 7 * addedStride + L.Count);
    }

    private static void EightByOne<L, V>(
        float* source, long* offsets, int inputs, float* weights, float* target, long stride,
        float* added, long addedStride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        for (int i = 0; i < inputs; i++, weights += Outputs)
        {
            float* values = source + offsets[i];
            V values0 = L.Load(values);
            a0 = L.MultiplyAdd(values0, L.Create(weights[0]), a0);
            a1 = L.MultiplyAdd(values0, L.Create(weights[1]), a1);
            a2 = L.MultiplyAdd(values0, L.Create(weights[2]), a2);
            a3 = L.MultiplyAdd(values0, L.Create(weights[3]), a3);
            a4 = L.MultiplyAdd(values0, L.Create(weights[4]), a4);
            a5 = L.MultiplyAdd(values0, L.Create(weights[5]), a5);
            a6 = L.MultiplyAdd(values0, L.Create(weights[6]), a6);
            a7 = L.MultiplyAdd(values0, L.Create(weights[7]), a7);
        }

        Put<L, V>(a0, target, added, 0);
        Put<L, V>(a1, target + stride, added, addedStride);
        Put<L, V>(a2, target + 2 * stride, added, 2 * addedStride);
        Put<L, V>(a3, target + 3 * stride, added, 3 * addedStride);
        Put<L, V>(a4, target + 4 * stride, added, 4 * addedStride);
        Put<L, V>(a5, target + 5 * stride, added, 5 * addedStride);
        Put<L, V>(a6, target + 6 * stride, added, 6 * addedStride);
        Put<L, V>(a7, target + 7 * stride, added, 7 * addedStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<L, V>(V value, float* target, float* added, long offset)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        L.Store(added != null ? L.Add(L.Load(added + offset), value) : value, target);
}
