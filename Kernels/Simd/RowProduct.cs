using System.Runtime.CompilerServices;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// The matrix product at the heart of every convolution: rows of cells times a small weight matrix. Four outputs by three
/// vectors stay in registers while the inputs stream by: the sixteen that AVX2 has hold them with the three inputs and a
/// weight, and seven loads for twelve multiply-adds let those run at the processor's peak.
/// </summary>
public static unsafe class RowProduct
{
    /// <summary>Outputs computed together; packed weights come in blocks of this many.</summary>
    public const int Outputs = 4;

    private const int Vectors = 3;

    /// <summary>target[o][x] = Σ_i weight[o][i] · source[offsets[i] + x], and added[o][x] if there is such.</summary>
    /// <param name="source">Base of the inputs.</param>
    /// <param name="offsets">Floats from the base to each input's row.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="packed">Weights as <c>[o / 4][i][o % 4]</c>, zero where o is beyond the last output.</param>
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
        int whole = outputs / Outputs;
        for (int x = 0; x < columns;)
        {
            int width = WidthOfNext(columns - x, L.Count);
            float* addedHere = added != null ? added + x : null;
            Blocks<L, V>(source + x, offsets, inputs, packed, whole, target + x, stride, width, addedHere, addedStride);
            if (whole * Outputs < outputs)
            {
                LastBlock<L, V>(
                    source + x, offsets, inputs, packed, whole * Outputs, outputs, target + x, stride, width, addedHere, addedStride);
            }

            x += width;
        }
    }

    // Four vectors are two times two, for one alone would wait for its own sums.
    private static int WidthOfNext(int columns, int lanes) =>
        columns == 2 * lanes || columns == 4 * lanes ? 2 * lanes : Math.Min(columns, 3 * lanes);

    private static void Blocks<L, V>(
        float* source, long* offsets, int inputs, float* weights, int blocks, float* target, long stride, int width,
        float* added, long addedStride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        if (width == 3 * L.Count)
        {
            FourByThree<L, V>(source, offsets, inputs, weights, blocks, target, stride, added, addedStride);
        }
        else if (width == 2 * L.Count)
        {
            FourByTwo<L, V>(source, offsets, inputs, weights, blocks, target, stride, added, addedStride);
        }
        else
        {
            FourByOne<L, V>(source, offsets, inputs, weights, blocks, target, stride, added, addedStride);
        }
    }

    // What is less than a whole block of outputs passes through memory of its own.
    private static void LastBlock<L, V>(
        float* source, long* offsets, int inputs, float* packed, int first, int outputs, float* target, long stride, int width,
        float* added, long addedStride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* spare = stackalloc float[Outputs * Vectors * L.Count];
        Blocks<L, V>(source, offsets, inputs, packed + (long)first * inputs, 1, spare, width, width, null, 0);
        for (int o = first; o < outputs; o++, spare += width)
        {
            for (int x = 0; x < width; x += L.Count)
            {
                V sum = L.Load(spare + x);
                L.Store(added != null ? L.Add(L.Load(added + o * addedStride + x), sum) : sum, target + o * stride + x);
            }
        }
    }

    private static void FourByThree<L, V>(
        float* source, long* offsets, int inputs, float* weights, int blocks, float* target, long stride,
        float* added, long addedStride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (; blocks > 0; blocks--, target += Outputs * stride)
        {
            V a0 = default, a1 = default, a2 = default, a3 = default;
            V b0 = default, b1 = default, b2 = default, b3 = default;
            V c0 = default, c1 = default, c2 = default, c3 = default;
            for (int i = 0; i < inputs; i++, weights += Outputs)
            {
                float* values = source + offsets[i];
                V a = L.Load(values);
                V b = L.Load(values + L.Count);
                V c = L.Load(values + 2 * L.Count);
                V weight = L.Create(weights[0]);
                a0 = L.MultiplyAdd(a, weight, a0);
                b0 = L.MultiplyAdd(b, weight, b0);
                c0 = L.MultiplyAdd(c, weight, c0);
                weight = L.Create(weights[1]);
                a1 = L.MultiplyAdd(a, weight, a1);
                b1 = L.MultiplyAdd(b, weight, b1);
                c1 = L.MultiplyAdd(c, weight, c1);
                weight = L.Create(weights[2]);
                a2 = L.MultiplyAdd(a, weight, a2);
                b2 = L.MultiplyAdd(b, weight, b2);
                c2 = L.MultiplyAdd(c, weight, c2);
                weight = L.Create(weights[3]);
                a3 = L.MultiplyAdd(a, weight, a3);
                b3 = L.MultiplyAdd(b, weight, b3);
                c3 = L.MultiplyAdd(c, weight, c3);
            }

            if (added != null)
            {
                a0 = L.Add(L.Load(added), a0);
                b0 = L.Add(L.Load(added + L.Count), b0);
                c0 = L.Add(L.Load(added + 2 * L.Count), c0);
                added += addedStride;
                a1 = L.Add(L.Load(added), a1);
                b1 = L.Add(L.Load(added + L.Count), b1);
                c1 = L.Add(L.Load(added + 2 * L.Count), c1);
                added += addedStride;
                a2 = L.Add(L.Load(added), a2);
                b2 = L.Add(L.Load(added + L.Count), b2);
                c2 = L.Add(L.Load(added + 2 * L.Count), c2);
                added += addedStride;
                a3 = L.Add(L.Load(added), a3);
                b3 = L.Add(L.Load(added + L.Count), b3);
                c3 = L.Add(L.Load(added + 2 * L.Count), c3);
                added += addedStride;
            }

            Put<L, V>(a0, b0, c0, target);
            Put<L, V>(a1, b1, c1, target + stride);
            Put<L, V>(a2, b2, c2, target + 2 * stride);
            Put<L, V>(a3, b3, c3, target + 3 * stride);
        }
    }

    private static void FourByTwo<L, V>(
        float* source, long* offsets, int inputs, float* weights, int blocks, float* target, long stride,
        float* added, long addedStride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (; blocks > 0; blocks--, target += Outputs * stride)
        {
            V a0 = default, a1 = default, a2 = default, a3 = default;
            V b0 = default, b1 = default, b2 = default, b3 = default;
            for (int i = 0; i < inputs; i++, weights += Outputs)
            {
                float* values = source + offsets[i];
                V a = L.Load(values);
                V b = L.Load(values + L.Count);
                V weight = L.Create(weights[0]);
                a0 = L.MultiplyAdd(a, weight, a0);
                b0 = L.MultiplyAdd(b, weight, b0);
                weight = L.Create(weights[1]);
                a1 = L.MultiplyAdd(a, weight, a1);
                b1 = L.MultiplyAdd(b, weight, b1);
                weight = L.Create(weights[2]);
                a2 = L.MultiplyAdd(a, weight, a2);
                b2 = L.MultiplyAdd(b, weight, b2);
                weight = L.Create(weights[3]);
                a3 = L.MultiplyAdd(a, weight, a3);
                b3 = L.MultiplyAdd(b, weight, b3);
            }

            if (added != null)
            {
                a0 = L.Add(L.Load(added), a0);
                b0 = L.Add(L.Load(added + L.Count), b0);
                added += addedStride;
                a1 = L.Add(L.Load(added), a1);
                b1 = L.Add(L.Load(added + L.Count), b1);
                added += addedStride;
                a2 = L.Add(L.Load(added), a2);
                b2 = L.Add(L.Load(added + L.Count), b2);
                added += addedStride;
                a3 = L.Add(L.Load(added), a3);
                b3 = L.Add(L.Load(added + L.Count), b3);
                added += addedStride;
            }

            Put<L, V>(a0, b0, target);
            Put<L, V>(a1, b1, target + stride);
            Put<L, V>(a2, b2, target + 2 * stride);
            Put<L, V>(a3, b3, target + 3 * stride);
        }
    }

    private static void FourByOne<L, V>(
        float* source, long* offsets, int inputs, float* weights, int blocks, float* target, long stride,
        float* added, long addedStride)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (; blocks > 0; blocks--, target += Outputs * stride)
        {
            V a0 = default, a1 = default, a2 = default, a3 = default;
            for (int i = 0; i < inputs; i++, weights += Outputs)
            {
                V a = L.Load(source + offsets[i]);
                a0 = L.MultiplyAdd(a, L.Create(weights[0]), a0);
                a1 = L.MultiplyAdd(a, L.Create(weights[1]), a1);
                a2 = L.MultiplyAdd(a, L.Create(weights[2]), a2);
                a3 = L.MultiplyAdd(a, L.Create(weights[3]), a3);
            }

            if (added != null)
            {
                a0 = L.Add(L.Load(added), a0);
                a1 = L.Add(L.Load(added + addedStride), a1);
                a2 = L.Add(L.Load(added + 2 * addedStride), a2);
                a3 = L.Add(L.Load(added + 3 * addedStride), a3);
                added += Outputs * addedStride;
            }

            L.Store(a0, target);
            L.Store(a1, target + stride);
            L.Store(a2, target + 2 * stride);
            L.Store(a3, target + 3 * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<L, V>(V a, V b, V c, float* target)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Put<L, V>(a, b, target);
        L.Store(c, target + 2 * L.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<L, V>(V a, V b, float* target)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        L.Store(a, target);
        L.Store(b, target + L.Count);
    }
}
