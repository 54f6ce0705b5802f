using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>The best trial of each cell of a grid over the features.</summary>
/// <param name="bins">Cells along each axis, <c>[feature]</c>, 1 or more; their product is an <see cref="int"/>.</param>
public sealed class GridArchive(ImmutableArray<int> bins)
    : CellArchive(bins.Aggregate(1, (product, axis) => checked(product * axis)))
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> CellOf(TrialScore elite) => [.. bins.Select((_, axis) => BinOf(elite, axis))];

    /// <inheritdoc/>
    protected override int NumberOf(TrialScore score)
    {
        int number = 0;
        for (int axis = 0; axis < bins.Length; axis++)
        {
            number = number * bins[axis] + BinOf(score, axis);
        }

        return number;
    }

    // The range's end belongs to the last bin.
    private int BinOf(TrialScore score, int axis) => Math.Min((int)(score.Features[axis] * bins[axis]), bins[axis] - 1);
}
