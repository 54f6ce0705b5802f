namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// Eigenvalues and vectors of symmetric matrices by Jacobi's rotations (Golub and Van Loan: "Matrix computations", 2013, section 8.5):
/// sums, products, quotients and roots in one order, and so the same bits everywhere.
/// </summary>
internal static class Jacobi
{
    // Each is a round over all pairs; they converge quadratically, in six to ten.
    private const int MostSweeps = 30;

    /// <summary>Takes a matrix apart.</summary>
    /// <param name="matrix">The matrix, <c>[row, column]</c>, symmetric.</param>
    /// <returns>Its eigenvalues, in no order, and its eigenvectors of length 1, <c>[vector][component]</c>.</returns>
    public static (double[] Values, double[][] Vectors) Decompose(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        double[][] a = [.. Enumerable.Range(0, size).Select(row => (double[])[.. Enumerable.Range(0, size).Select(column => matrix[row, column])])];
        double[][] vectors = [.. Enumerable.Range(0, size).Select(row => (double[])[.. Enumerable.Range(0, size).Select(column => row == column ? 1.0 : 0)])];
        for (int sweep = 0; sweep < MostSweeps && !IsDiagonal(a); sweep++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    if (a[p][q] != 0)
                    {
                        Rotate(a, vectors, p, q);
                    }
                }
            }
        }

        return ([.. Enumerable.Range(0, size).Select(i => a[i][i])], vectors);
    }

    // Beside its diagonal nothing is left that counts.
    private static bool IsDiagonal(double[][] a)
    {
        double beside = 0;
        double all = 0;
        for (int row = 0; row < a.Length; row++)
        {
            for (int column = 0; column < a.Length; column++)
            {
                double square = a[row][column] * a[row][column];
                all += square;
                beside += row == column ? 0 : square;
            }
        }

        return beside <= 1e-28 * all;
    }

    // Makes a[p][q] zero.
    private static void Rotate(double[][] a, double[][] vectors, int p, int q)
    {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        foreach (double[] row in a)
        {
            (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
        }

        Turn(a[p], a[q], cosine, sine);
        Turn(vectors[p], vectors[q], cosine, sine);
    }

    private static void Turn(double[] first, double[] second, double cosine, double sine)
    {
        for (int i = 0; i < first.Length; i++)
        {
            (first[i], second[i]) = (cosine * first[i] - sine * second[i], sine * first[i] + cosine * second[i]);
        }
    }
}
