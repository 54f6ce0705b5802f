using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// What is measured of pairs of entities in each row, <c>[rows][entities][entities]</c>: above the diagonal the sum over the cells in
/// which both are, below it how many these are.
/// </summary>
public static class PairRows
{
    /// <summary>Numbers kept for each row.</summary>
    public static int NumbersPerRow(int entities) => entities * entities;

    /// <summary>Puts down what a pair comes to in a row; the first has the lower number.</summary>
    internal static void Put(ArrayView<float> rows, long row, int entities, int first, int second, float sum, float cells)
    {
        long start = row * NumbersPerRow(entities);
        rows[start + first * entities + second] = sum;
        rows[start + second * entities + first] = cells;
    }
}
