using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Networks;

/// <summary>Some of a list that stand in a row.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
internal readonly record struct IndexRun(int First, int Count)
{
    /// <summary>The runs of increasing numbers that follow one another without a gap, and the first number of each.</summary>
    public static IEnumerable<(IndexRun Run, int Number)> Neighbours(ImmutableArray<int> numbers)
    {
        for (int first = 0, next = 1; first < numbers.Length; next++)
        {
            if (next == numbers.Length || numbers[next] != numbers[next - 1] + 1)
            {
                yield return (new IndexRun(first, next - first), numbers[first]);
                first = next;
            }
        }
    }

    /// <summary>The runs of what a condition holds for, as long as they can be.</summary>
    public static IEnumerable<IndexRun> Where(IReadOnlyList<bool> holds)
    {
        for (int first = 0; first < holds.Count; first++)
        {
            int end = first;
            while (end < holds.Count && holds[end])
            {
                end++;
            }

            if (end > first)
            {
                yield return new IndexRun(first, end - first);
                first = end;
            }
        }
    }
}
