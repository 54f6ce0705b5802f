using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// Each entity's own loss after the last step, L_p = −mean over worlds of log(P_p + 1e-3), in a duel of asinh(P_p + 1e-3), where P_p
/// is its aliveness over all cells of a world; and its slope for each of these cells, α_p = −1 / (B (P_p + 1e-3)), in a duel
/// −1 / (B √(1 + (P_p + 1e-3)²)).
/// </summary>
public readonly struct EntityLosses : IDeviceBody<EntityLosses.Arguments>, ISimdBody<EntityLosses.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>
        /// P, <c>[entities][worlds]</c>: what <see cref="World.RowTotals"/> makes of the rows of a <see cref="World.Census"/> over all
        /// worlds, when each world's rows are counted as a thing of its own.
        /// </summary>
        public ArrayView<float> Populations;

        /// <summary>L, <c>[entities]</c>.</summary>
        public ArrayView<float> Losses;

        /// <summary>α, <c>[entities][worlds]</c>.</summary>
        public ArrayView<float> Upstream;

        /// <summary>Which loss counts.</summary>
        public ContestKind Kind;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>Worlds in the batch, B.</summary>
        public int Worlds;
    }

    private const float Floor = 1e-3f;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((2L * arguments.Worlds + 1) * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Entities;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Entities;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Evaluate(a, tile);

    private static void Evaluate(in Arguments a, int entity)
    {
        KahanSum growth = default;
        for (int world = 0; world < a.Worlds; world++)
        {
            int place = entity * a.Worlds + world;
            float population = a.Populations[place] + Floor;
            float length = MathF.Sqrt(1 + population * population);

            // The area hyperbolic sine's argument is not negative, so its logarithm's is at least 1.
            growth.Add(Scalar.Log(a.Kind == ContestKind.Duel ? population + length : population));
            a.Upstream[place] = -1 / (a.Worlds * (a.Kind == ContestKind.Duel ? length : population));
        }

        a.Losses[entity] = -growth.Total / a.Worlds;
    }
}
