using System.Collections.Immutable;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Designs;

/// <summary>
/// Trials that fill all genes' ranges evenly, however many there are: Halton's sequence. Each digit has a permutation of its own, without
/// which genes of large bases would rise together (Owen: "A randomized Halton algorithm in R", 2017).
/// </summary>
public sealed class HaltonDesign : Design
{
    // [gene], [gene][digit][number].
    private readonly ImmutableArray<int> bases;
    private readonly ImmutableArray<ImmutableArray<ImmutableArray<int>>> permutations;

    /// <param name="space">The genes.</param>
    /// <param name="count">How many trials.</param>
    /// <param name="seed">What the permutations follow from.</param>
    public HaltonDesign(SearchSpace space, int count, ulong seed)
        : base(count)
    {
        bases = Primes(space.Dimensions);
        permutations = [.. bases.Select((number, gene) => Permutations(gene, number, seed))];
    }

    /// <inheritdoc/>
    protected override ImmutableArray<float> GenomeOf(int trial) =>
        [.. Enumerable.Range(0, bases.Length).Select(gene => Place(trial, bases[gene], permutations[gene]))];

    // The digits of the trial's number behind the point, the last first. Also the zeros before the number are permuted.
    private static float Place(int trial, int number, ImmutableArray<ImmutableArray<int>> permutations)
    {
        double place = 0;
        double unit = 1;
        foreach (ImmutableArray<int> permutation in permutations)
        {
            (trial, int digit) = int.DivRem(trial, number);
            unit /= number;
            place += permutation[digit] * unit;
        }

        return Philox.ToUniform((uint)(place * (1L << 32)));
    }

    // As many digits as 32 bits have room for.
    private static ImmutableArray<ImmutableArray<int>> Permutations(int gene, int number, ulong seed)
    {
        int digits = 0;
        for (long reach = 1; reach * number <= 1L << 32; reach *= number)
        {
            digits++;
        }

        return [.. Enumerable.Range(0, digits).Select(digit => Permutation(gene, digit, number, seed))];
    }

    // Fisher and Yates's shuffle.
    private static ImmutableArray<int> Permutation(int gene, int digit, int number, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, number)];
        for (int last = number - 1; last > 0; last--)
        {
            int other = (int)Philox.Below(last + 1, seed, RandomStream.HaltonDigits, gene, (ulong)(digit * number + last));
            (order[last], order[other]) = (order[other], order[last]);
        }

        return [.. order];
    }

    private static ImmutableArray<int> Primes(int count)
    {
        List<int> primes = [];
        for (int number = 2; primes.Count < count; number++)
        {
            if (primes.TrueForAll(prime => number % prime != 0))
            {
                primes.Add(number);
            }
        }

        return [.. primes];
    }
}
