using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>What a search learns of a trial: its worlds' means, in the order of trials.</summary>
/// <param name="Trial">Its number, from 0 on.</param>
/// <param name="Genome">Its genes, each in [0, 1).</param>
/// <param name="IsViable">Whether enough of its worlds live; if not it never becomes an elite.</param>
/// <param name="Features">
/// The descriptors that the search looks at, each scaled to [0, 1], <c>[feature]</c>; empty where it is not viable.
/// </param>
/// <param name="Quality">The larger the better; 0 to 1 where scores are added up.</param>
public sealed record TrialScore(
    int Trial, ImmutableArray<float> Genome, bool IsViable, ImmutableArray<double> Features, double Quality)
{
    /// <summary>How unlike two viable trials are: the square of their features' distance.</summary>
    public double SquaredDistanceTo(TrialScore other)
    {
        ReadOnlySpan<double> own = Features.AsSpan();
        ReadOnlySpan<double> others = other.Features.AsSpan();
        double sum = 0;
        for (int i = 0; i < own.Length; i++)
        {
            double difference = own[i] - others[i];
            sum += difference * difference;
        }

        return sum;
    }
}
