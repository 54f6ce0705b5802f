namespace GpuEcosystem.Discovery.Observation;

/// <summary>Whether a world is one of species that live beside each other.</summary>
public static class Viability
{
    private const double LeastShare = 0.02;
    private const int LeastSpecies = 2;

    /// <summary>Whether at least two species hold 2 % of the open cells each.</summary>
    /// <param name="territory">Shares of the open cells that each entity holds, the sun first.</param>
    public static bool IsViable(IReadOnlyList<double> territory) => territory.Skip(1).Count(share => share >= LeastShare) >= LeastSpecies;
}
