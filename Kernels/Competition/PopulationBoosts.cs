using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// What small populations are given: the diversity boost 10·V·max(0, 1/N − f_i) with f_i the share of all life, and
/// the preservation boost 5·sqrt(max(0, Omin − Σa_i) / (Omin + 1e-8)).
/// </summary>
public readonly struct PopulationBoosts : IDeviceBody<PopulationBoosts.Arguments>, ISimdBody<PopulationBoosts.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Σ over cells of each entity's aliveness, sun first.</summary>
        public ArrayView<float> Populations;

        /// <summary>The diversity boosts of the species, then their preservation boosts.</summary>
        public ArrayView<float> Boosts;

        /// <summary>Number of species, N.</summary>
        public int Species;

        /// <summary>V.</summary>
        public float DiversityWeight;

        /// <summary>Omin.</summary>
        public float MinOccupancy;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(3 * arguments.Species + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Species;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Boost(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Species;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Boost(a, tile);

    private static void Boost(in Arguments a, int species)
    {
        float all = 1e-8f;
        for (int other = 0; other < a.Species; other++)
        {
            all += a.Populations[1 + other];
        }

        float own = a.Populations[1 + species];
        float lack = MathF.Max(0, a.MinOccupancy - own) / (a.MinOccupancy + 1e-8f);

        // A species alone has nobody to be protected from.
        float some = a.Species > 1 ? 1f : 0f;
        a.Boosts[species] = some * 10 * a.DiversityWeight * MathF.Max(0, 1f / a.Species - own / all);
        a.Boosts[a.Species + species] = some * 5 * MathF.Sqrt(lack);
    }
}
