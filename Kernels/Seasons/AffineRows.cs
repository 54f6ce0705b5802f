using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// A dense layer on rows of cells. A seasonal sun takes a fiftieth of a step, so its matrices are read as they lie, and not packed
/// as <see cref="RowProduct"/> wants them.
/// </summary>
internal static unsafe class AffineRows
{
    /// <summary>target[o][x] = bias[o] + Σ_i weight[o][i] · source[i][x].</summary>
    /// <param name="weights">The first weight.</param>
    /// <param name="outputStride">Floats from an output's weights to the next one's.</param>
    /// <param name="inputStride">Floats from an input's weight to the next one's.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="bias"><c>[outputs]</c>; null for none.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="source">The first input's row.</param>
    /// <param name="sourceStride">Floats from one input's row to the next.</param>
    /// <param name="target">The first output's row.</param>
    /// <param name="targetStride">Floats from one output's row to the next.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    public static void Multiply<L, V>(
        float* weights, int outputStride, int inputStride, int inputs, float* bias, int outputs,
        float* source, long sourceStride, float* target, long targetStride, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int output = 0; output < outputs; output++, weights += outputStride, target += targetStride)
        {
            float first = bias != null ? bias[output] : 0;
            int done = Sum<Twice<Twice<L, V>, Pair<V>>, Pair<Pair<V>>>(
                weights, inputStride, inputs, first, source, sourceStride, target, 0, columns);
            Sum<L, V>(weights, inputStride, inputs, first, source, sourceStride, target, done, columns);
        }
    }

    /// <summary>row[x] = max(row[x], 0).</summary>
    public static void Relu<L, V>(float* row, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = 0; x < columns; x += L.Count)
        {
            L.Store(L.Max(default, L.Load(row + x)), row + x);
        }
    }

    /// <summary>gradient[x] = 0 where relu has let nothing through.</summary>
    public static void ThroughRelu<L, V>(float* gradient, float* value, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = 0; x < columns; x += L.Count)
        {
            L.Store(L.SelectLess(default, L.Load(value + x), L.Load(gradient + x), default), gradient + x);
        }
    }

    // Whole vectors of these lanes from a column on; returns the column after the last one.
    private static int Sum<L, V>(
        float* weights, int inputStride, int inputs, float first, float* source, long sourceStride, float* target, int x, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (; x <= columns - L.Count; x += L.Count)
        {
            V sum = L.Create(first);
            for (int input = 0; input < inputs; input++)
            {
                sum = L.MultiplyAdd(L.Create(weights[input * inputStride]), L.Load(source + input * sourceStride + x), sum);
            }

            L.Store(sum, target + x);
        }

        return x;
    }
}
