using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Worlds;

/// <summary>
/// What is observed of a world (section 8 of the specification). Arrays have the sun first. Of several worlds that live at once, figures
/// are means over them.
/// </summary>
/// <param name="Step">Steps done.</param>
/// <param name="Populations">Sum of each entity's aliveness over all cells.</param>
/// <param name="Territory">Cells in which the entity's aliveness is the largest; whole ones.</param>
/// <param name="Entropy">Shannon entropy of the species' shares of all life, in nats; 0 when nothing lives.</param>
/// <param name="NormalizedEntropy">The same divided by log N, 0 to 1; 0 for a single species.</param>
/// <param name="Loss">Loss of the last learning pass; null before the first.</param>
/// <param name="UpdateRate">Share of the cells that took part in the last step.</param>
/// <param name="Activity">Mean change of an aliveness value in the last step; species that came back after it do not count.</param>
/// <param name="Respawns">How often each species has come back after dying out, in all worlds together; species only.</param>
/// <param name="GradientNorms">
/// Length of each species' last gradient, or of the one gradient where species share a network; null before the first.
/// </param>
/// <param name="SunPeriods">The periods of a seasonal sun's bands, in steps; null where the sun has no seasons.</param>
/// <param name="WorldPopulations">The populations of each of several worlds, <c>[worlds][entities]</c>; null where there is one.</param>
public sealed record Metrics(
    long Step,
    float[] Populations,
    long[] Territory,
    float Entropy,
    float NormalizedEntropy,
    float? Loss,
    float UpdateRate,
    float Activity,
    int[] Respawns,
    float[]? GradientNorms,
    float[]? SunPeriods,
    float[][]? WorldPopulations)
{
    /// <summary>How large each species' network is.</summary>
    public IReadOnlyList<NetworkSize> Networks { get; init; } = [];

    /// <summary>What is observed of a circuit; null in worlds without one.</summary>
    public CircuitMetrics? Circuit { get; init; }

    internal static (float Entropy, float Normalized) EntropyOf(ReadOnlySpan<double> species)
    {
        double all = 0;
        foreach (double population in species)
        {
            all += population;
        }

        double entropy = 0;
        foreach (double population in species)
        {
            double share = all > 0 ? population / all : 0;
            entropy -= share > 0 ? share * Math.Log(share) : 0;
        }

        return ((float)entropy, species.Length > 1 ? (float)(entropy / Math.Log(species.Length)) : 0);
    }
}
