using System.Collections.Immutable;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Kernels.Random;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>A distribution learns where good genomes are, and how far to go in which direction.</summary>
public class CovarianceAdaptationTests
{
    private const int Genes = 8;

    /// <summary>
    /// It comes to the bottom of a valley that is a hundred times as long as it is wide, which none does that goes as far in all
    /// directions: without learning the covariance it is still above 0.1.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_narrow_valley_is_followed(ulong seed) => Assert.InRange(Descend(seed, genomes => genomes.OrderBy(Valley)), 0, 1e-9);

    /// <summary>Who takes the worst for the best comes nowhere.</summary>
    [Fact]
    public void The_order_of_genomes_counts() => Assert.InRange(Descend(1, genomes => genomes.OrderByDescending(Valley)), 1, double.MaxValue);

    /// <summary>Hansen's batches.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(6, 9)]
    [InlineData(20, 12)]
    public void A_batch_grows_with_the_genes(int genes, int batch) => Assert.Equal(batch, CovarianceAdaptation.BatchOf(genes));

    /// <summary>A matrix is its eigenvectors, each stretched by its eigenvalue.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public void Matrices_are_taken_apart(int size)
    {
        double[,] matrix = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                matrix[row, column] = matrix[column, row] = Philox.Normal(1, RandomStream.Variation, row, (ulong)column);
            }
        }

        (double[] values, double[][] vectors) = Jacobi.Decompose(matrix);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                Assert.Equal(i == j ? 1 : 0, vectors[i].Zip(vectors[j], (a, b) => a * b).Sum(), 1e-12);
                Assert.Equal(values[i] * vectors[i][j], Enumerable.Range(0, size).Sum(k => matrix[j, k] * vectors[i][k]), 1e-12);
            }
        }
    }

    /// <summary>Known eigenvalues.</summary>
    [Fact]
    public void Eigenvalues_are_those_of_the_matrix() =>
        Assert.Equal([1, 3], Jacobi.Decompose(new double[,] { { 2, 1 }, { 1, 2 } }).Values.Order().Select(value => Math.Round(value, 14)));

    // How deep it comes in 300 batches.
    private static double Descend(ulong seed, Func<IEnumerable<ImmutableArray<float>>, IEnumerable<ImmutableArray<float>>> rank)
    {
        CovarianceAdaptation distribution = new([.. Enumerable.Repeat(0.5f, Genes)], 0.2);
        double least = double.PositiveInfinity;
        for (int batch = 0; batch < 300; batch++)
        {
            ImmutableArray<float>[] genomes =
            [
                .. Enumerable.Range(0, CovarianceAdaptation.BatchOf(Genes)).Select(one => distribution.Draw(
                    axis => Philox.Normal(seed, RandomStream.Variation, batch, (ulong)(100 * one + axis))).Select(gene => (float)gene).ToImmutableArray()),
            ];
            least = genomes.Min(Valley);
            distribution.Learn([.. rank(genomes)]);
        }

        return least;
    }

    // Turned, so that no gene by itself leads along it.
    private static double Valley(ImmutableArray<float> u) => Enumerable.Range(0, Genes).Sum(i =>
    {
        double turned = (u[i] - 0.3 + u[(i + 1) % Genes] - 0.3) / Math.Sqrt(2);
        return Math.Pow(1e4, (double)i / (Genes - 1)) * turned * turned;
    });
}
