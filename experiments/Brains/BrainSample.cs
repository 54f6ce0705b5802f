namespace GpuEcosystem.Experiments.Brains;

/// <summary>A world at a step.</summary>
/// <param name="Arm">What tables call its arm.</param>
/// <param name="Seed">What its random numbers follow from.</param>
/// <param name="Seating">Who is which species.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Sun">The sun's cells.</param>
/// <param name="Cells">Each brain's cells, in the arm's order.</param>
/// <param name="Entropy">Normalised entropy of the species' populations.</param>
internal sealed record BrainSample(string Arm, int Seed, int Seating, long Step, long Sun, long[] Cells, double Entropy)
{
    /// <summary>Share of the grid that each brain's species holds.</summary>
    public double[] Shares => [.. Cells.Select(cells => (double)cells / (Sun + Cells.Sum()))];
}
