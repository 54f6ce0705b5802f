using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// What small populations are given: the diversity boost 10·V·max(0, 1/N − f_i) with f_i the share of all life, and
/// the preservation boost 5·sqrt(max(0, Omin − Σa_i) / (Omin + 1e-8)).
/// </summary>
public struct PopulationBoosts
{
    /// <summary>Σ over cells of each entity's aliveness, sun first.</summary>
    public ArrayView<float> Populations;

    /// <summary>V.</summary>
    public float DiversityWeight;

    /// <summary>Omin.</summary>
    public float MinOccupancy;

    /// <summary>Both boosts of one of N species together, numbered from 0.</summary>
    internal readonly float Of(int species, int count)
    {
        float all = 1e-8f;
        for (int other = 0; other < count; other++)
        {
            all += Populations[1 + other];
        }

        float own = Populations[1 + species];
        float lack = MathF.Max(0, MinOccupancy - own) / (MinOccupancy + 1e-8f);

        // A species alone has nobody to be protected from.
        float some = count > 1 ? 1f : 0f;
        return some * 10 * DiversityWeight * MathF.Max(0, 1f / count - own / all) + some * 5 * MathF.Sqrt(lack);
    }
}
