using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// A normal distribution that moves and grows to where good genomes were: CMA-ES with its usual numbers, without negative weights (Hansen:
/// "The CMA evolution strategy: a tutorial", 2016).
/// </summary>
internal sealed class CovarianceAdaptation
{
    // Wider than the range of genes it need not be.
    private const double WidestStep = 1;

    private readonly ImmutableArray<double> weights;
    private readonly double mass;
    private readonly double stepRate;
    private readonly double stepDamping;
    private readonly double pathRate;
    private readonly double pathShare;
    private readonly double genomesShare;
    private readonly double usualLength;

    private readonly double[] mean;
    private readonly double[] stepPath;
    private readonly double[] path;
    private readonly double[,] covariance;

    // The covariance's axes, [axis][gene], and how far it reaches along each.
    private double[][] axes;
    private double[] reaches;
    private double step;
    private int updates;

    /// <param name="mean">Its middle, <c>[gene]</c>.</param>
    /// <param name="step">Its standard deviation in every direction.</param>
    public CovarianceAdaptation(ImmutableArray<float> mean, double step)
    {
        int n = mean.Length;
        int parents = BatchOf(n) / 2;
        double[] raw = [.. Enumerable.Range(1, parents).Select(rank => Math.Log((BatchOf(n) + 1) / 2.0) - Math.Log(rank))];
        weights = [.. raw.Select(weight => weight / raw.Sum())];
        mass = 1 / weights.Sum(weight => weight * weight);
        stepRate = (mass + 2) / (n + mass + 5);
        stepDamping = 1 + 2 * Math.Max(0, Math.Sqrt((mass - 1) / (n + 1)) - 1) + stepRate;
        pathRate = (4 + mass / n) / (n + 4 + 2 * mass / n);
        pathShare = 2 / ((n + 1.3) * (n + 1.3) + mass);
        genomesShare = Math.Min(1 - pathShare, 2 * (mass - 2 + 1 / mass) / ((n + 2.0) * (n + 2.0) + mass));
        usualLength = Math.Sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));

        this.mean = [.. mean.Select(gene => (double)gene)];
        this.step = step;
        stepPath = new double[n];
        path = new double[n];
        covariance = new double[n, n];
        for (int gene = 0; gene < n; gene++)
        {
            covariance[gene, gene] = 1;
        }

        (reaches, axes) = Jacobi.Decompose(covariance);
    }

    /// <summary>How many genomes it learns from at once.</summary>
    public static int BatchOf(int genes) => 4 + (int)(3 * Math.Log(genes));

    /// <summary>A genome, which may lie outside of [0, 1).</summary>
    /// <param name="normal">A standard normal number for each axis.</param>
    public double[] Draw(Func<int, double> normal)
    {
        double[] genome = [.. mean];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            double along = step * reaches[axis] * normal(axis);
            for (int gene = 0; gene < genome.Length; gene++)
            {
                genome[gene] += along * axes[axis][gene];
            }
        }

        return genome;
    }

    /// <summary>Learns which of its genomes were good.</summary>
    /// <param name="ranked">A batch of them, the best first.</param>
    public void Learn(IReadOnlyList<ImmutableArray<float>> ranked)
    {
        int n = mean.Length;
        double[][] moves = [.. weights.Select((_, rank) => (double[])[.. Enumerable.Range(0, n).Select(gene => (ranked[rank][gene] - mean[gene]) / step)])];
        double[] move = [.. Enumerable.Range(0, n).Select(gene => weights.Select((weight, rank) => weight * moves[rank][gene]).Sum())];
        updates++;
        Lead(stepPath, stepRate, Whiten(move));
        double length = Math.Sqrt(stepPath.Sum(value => value * value));
        bool isUsual = length / Math.Sqrt(1 - Math.Pow(1 - stepRate, 2 * updates)) < (1.4 + 2 / (n + 1.0)) * usualLength;
        Lead(path, pathRate, isUsual ? move : new double[n]);
        double lost = isUsual ? 0 : pathRate * (2 - pathRate);
        for (int i = 0; i < n; i++)
        {
            mean[i] += step * move[i];
            for (int j = 0; j <= i; j++)
            {
                double value = (1 + pathShare * lost - pathShare - genomesShare) * covariance[i, j] + pathShare * path[i] * path[j];
                for (int rank = 0; rank < moves.Length; rank++)
                {
                    value += genomesShare * weights[rank] * moves[rank][i] * moves[rank][j];
                }

                covariance[i, j] = value;
                covariance[j, i] = value;
            }
        }

        step = Math.Min(step * Math.Exp(stepRate / stepDamping * (length / usualLength - 1)), WidestStep);
        Decompose();
    }

    // A path that fades, and goes on.
    private void Lead(double[] fading, double rate, double[] move)
    {
        for (int i = 0; i < fading.Length; i++)
        {
            fading[i] = (1 - rate) * fading[i] + Math.Sqrt(rate * (2 - rate) * mass) * move[i];
        }
    }

    // The move as it were if the distribution were round.
    private double[] Whiten(double[] move)
    {
        double[] white = new double[move.Length];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            double along = axes[axis].Zip(move, (a, b) => a * b).Sum() / reaches[axis];
            for (int gene = 0; gene < white.Length; gene++)
            {
                white[gene] += along * axes[axis][gene];
            }
        }

        return white;
    }

    // Rounding may make an eigenvalue zero or less.
    private void Decompose()
    {
        (double[] values, axes) = Jacobi.Decompose(covariance);
        double least = 1e-14 * values.Max();
        reaches = [.. values.Select(value => Math.Sqrt(Math.Max(value, least)))];
    }
}
