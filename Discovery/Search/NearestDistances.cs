namespace GpuEcosystem.Discovery.Search;

/// <summary>The smallest of the distances that it is told, and no more of them than <paramref name="most"/>.</summary>
/// <remarks>It is told their squares: of most distances nobody needs the root.</remarks>
internal sealed class NearestDistances(int most)
{
    // Squares in ascending order, so that the order in which they came changes no sum.
    private readonly double[] smallest = new double[most];
    private int count;

    /// <summary>Their mean; infinite where there is none.</summary>
    public double Mean { get; private set; } = double.PositiveInfinity;

    /// <summary>The square from which on a distance is of no interest; infinite as long as there is room.</summary>
    public double Limit => count < most ? double.PositiveInfinity : smallest[^1];

    /// <summary>Takes note of a distance, by its square.</summary>
    public void Add(double square)
    {
        // Short, so that it is compiled into the loops that call it: most are too large.
        if (square < Limit)
        {
            Insert(square);
        }
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        count = 0;
        Mean = double.PositiveInfinity;
    }

    private void Insert(double square)
    {
        int place = count < most ? count++ : most - 1;
        for (; place > 0 && smallest[place - 1] > square; place--)
        {
            smallest[place] = smallest[place - 1];
        }

        smallest[place] = square;
        double sum = 0;
        foreach (double distance in smallest.AsSpan(0, count))
        {
            sum += Math.Sqrt(distance);
        }

        Mean = sum / count;
    }
}
