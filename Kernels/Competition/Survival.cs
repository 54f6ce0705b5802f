using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// What is left alive in a cell: a'_i = w_i · g_i, then everything is scaled by
/// alive = max(σ(20 (a'_0 − θ)), σ(20 (Σ_species a'_i − 0.15))).
/// </summary>
public readonly struct Survival : IDeviceBody<Survival.Arguments>, ISimdBody<Survival.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>From <see cref="Softmax"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>From <see cref="GrowthGate"/>, <c>[species][y][x]</c>.</summary>
        public Planes Gates;

        /// <summary>The result a' · alive, <c>[entities][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>The factor alive, <c>[1][y][x]</c>.</summary>
        public Planes Alive;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>θ.</summary>
        public float Threshold;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    internal const float Steepness = 20;
    internal const float SpeciesThreshold = 0.15f;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 3 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        float species = 0;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            species += a.Weights.At(entity, y, x) * a.Gates.At(entity - 1, y, x);
        }

        float sun = a.Weights.At(0, y, x);
        float alive = Scalar.Sigmoid(Steepness * MathF.Max(sun - a.Threshold, species - SpeciesThreshold));
        a.Alive.At(0, y, x) = alive;
        a.Aliveness.At(0, y, x) = sun * alive;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            a.Aliveness.At(entity, y, x) = a.Weights.At(entity, y, x) * a.Gates.At(entity - 1, y, x) * alive;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* weights = a.Weights.Row(0, y, area.X);
            float* gates = a.Entities > 1 ? a.Gates.Row(0, y, area.X) : null;
            float* aliveness = a.Aliveness.Row(0, y, area.X);
            float* aliveRow = a.Alive.Row(0, y, area.X);
            for (int x = 0; x < area.Width; x += L.Count)
            {
                V species = default;
                for (int entity = 1; entity < a.Entities; entity++)
                {
                    V gate = L.Load(gates + (entity - 1) * a.Gates.Stride + x);
                    V grown = L.Multiply(L.Load(weights + entity * a.Weights.Stride + x), gate);
                    L.Store(grown, aliveness + entity * a.Aliveness.Stride + x);
                    species = L.Add(species, grown);
                }

                V sun = L.Load(weights + x);
                V margin = L.Max(L.Subtract(sun, L.Create(a.Threshold)), L.Subtract(species, L.Create(SpeciesThreshold)));
                V alive = VectorMath.Sigmoid<L, V>(L.Multiply(margin, L.Create(Steepness)));
                L.Store(alive, aliveRow + x);
                L.Store(L.Multiply(sun, alive), aliveness + x);
                for (int entity = 1; entity < a.Entities; entity++)
                {
                    float* grown = aliveness + entity * a.Aliveness.Stride + x;
                    L.Store(L.Multiply(L.Load(grown), alive), grown);
                }
            }
        }
    }
}
