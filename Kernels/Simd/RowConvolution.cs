namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// A K x K convolution of one plane that takes its input row by row: a row is added at once to the K output rows that it
/// reaches, which wait unfinished. So each row is read once, and reads that cross cache lines, which cost several others,
/// are a third of those that an output row by itself would need.
/// </summary>
public static unsafe class RowConvolution
{
    /// <summary>Takes the next row and gives the output row that it completes.</summary>
    /// <param name="row">The next input row; K/2 floats on either side of it are read too.</param>
    /// <param name="weights"><c>[K][K]</c>.</param>
    /// <param name="size">K.</param>
    /// <param name="waiting">The unfinished output rows, <c>[K − 1]</c>, the youngest first.</param>
    /// <param name="stride">Floats from an unfinished row to the next.</param>
    /// <param name="target">The output row K/2 above the input row.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    public static void Push<L, V>(
        float* row, float* weights, int size, float* waiting, long stride, float* target, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        if (size == 3)
        {
            Push3<L, V>(row - 1, weights, waiting, waiting + stride, target, columns);
            return;
        }

        for (int x = 0; x < columns; x += L.Count)
        {
            float* values = row + x - size / 2;
            for (int ky = size - 1; ky >= 0; ky--)
            {
                V sum = ky > 0 ? L.Load(waiting + (ky - 1) * stride + x) : default;
                for (int kx = 0; kx < size; kx++)
                {
                    sum = L.MultiplyAdd(L.Load(values + kx), L.Create(weights[ky * size + kx]), sum);
                }

                L.Store(sum, ky < size - 1 ? waiting + ky * stride + x : target + x);
            }
        }
    }

    // The usual size with its nine weights in registers.
    private static void Push3<L, V>(float* row, float* weights, float* young, float* old, float* target, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V w0 = L.Create(weights[0]), w1 = L.Create(weights[1]), w2 = L.Create(weights[2]);
        V w3 = L.Create(weights[3]), w4 = L.Create(weights[4]), w5 = L.Create(weights[5]);
        V w6 = L.Create(weights[6]), w7 = L.Create(weights[7]), w8 = L.Create(weights[8]);
        for (int x = 0; x < columns; x += L.Count)
        {
            V value = L.Load(row + x);
            V first = L.Multiply(value, w0);
            V second = L.MultiplyAdd(value, w3, L.Load(young + x));
            V third = L.MultiplyAdd(value, w6, L.Load(old + x));
            value = L.Load(row + x + 1);
            first = L.MultiplyAdd(value, w1, first);
            second = L.MultiplyAdd(value, w4, second);
            third = L.MultiplyAdd(value, w7, third);
            value = L.Load(row + x + 2);
            L.Store(L.MultiplyAdd(value, w2, first), young + x);
            L.Store(L.MultiplyAdd(value, w5, second), old + x);
            L.Store(L.MultiplyAdd(value, w8, third), target + x);
        }
    }
}
