using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// From the gradient of what is alive after the step to that of the weights w. Cells that keep their old values get
/// none. With upstream gradient G_j of a'_j · alive: dw_j = G_j g_j alive, and through alive
/// D = Σ_j G_j w_j g_j · 20 alive (1 − alive) goes to the larger side of the maximum: to w_0, or to each w_j g_j.
/// </summary>
public readonly struct SurvivalGradient : IDeviceBody<SurvivalGradient.Arguments>, ISimdBody<SurvivalGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>w, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>g, <c>[species][y][x]</c>.</summary>
        public Planes Gates;

        /// <summary>alive, <c>[1][y][x]</c>.</summary>
        public Planes Alive;

        /// <summary>The uniform numbers of the pass, <c>[1][y][x]</c>.</summary>
        public Planes Uniforms;

        /// <summary>G, the same for every cell that took part: <c>[learners][entities]</c>.</summary>
        public ArrayView<float> Upstream;

        /// <summary>Which row of <see cref="Upstream"/>.</summary>
        public int Learner;

        /// <summary>dw, <c>[entities][y][x]</c>.</summary>
        public Planes WeightGradient;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>θ.</summary>
        public float Threshold;

        /// <summary>U.</summary>
        public float Probability;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 3 * arguments.Entities + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        float takesPart = a.Uniforms.At(0, y, x) < a.Probability ? 1f : 0f;
        long upstream = (long)a.Learner * a.Entities;
        float sun = a.Weights.At(0, y, x);
        float species = 0;
        float all = a.Upstream[upstream] * sun;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float grown = a.Weights.At(entity, y, x) * a.Gates.At(entity - 1, y, x);
            species += grown;
            all += a.Upstream[upstream + entity] * grown;
        }

        float alive = a.Alive.At(0, y, x);
        float margin = all * Survival.Steepness * alive * (1 - alive);
        bool sunRules = sun - a.Threshold > species - Survival.SpeciesThreshold;
        float sunMargin = sunRules ? margin : 0f;
        float speciesMargin = sunRules ? 0f : margin;
        a.WeightGradient.At(0, y, x) = takesPart * (a.Upstream[upstream] * alive + sunMargin);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float gate = a.Gates.At(entity - 1, y, x);
            a.WeightGradient.At(entity, y, x) = takesPart * gate * (a.Upstream[upstream + entity] * alive + speciesMargin);
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
        float* upstream = a.Upstream.Address() + (long)a.Learner * a.Entities;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* weights = a.Weights.Row(0, y, area.X);
            float* gates = a.Gates.Row(0, y, area.X);
            float* gradient = a.WeightGradient.Row(0, y, area.X);
            for (int x = 0; x < area.Width; x += L.Count)
            {
                V sun = L.Load(weights + x);
                V species = default;
                V all = L.Multiply(L.Create(upstream[0]), sun);
                for (int entity = 1; entity < a.Entities; entity++)
                {
                    V gate = L.Load(gates + (entity - 1) * a.Gates.Stride + x);
                    V grown = L.Multiply(L.Load(weights + entity * a.Weights.Stride + x), gate);
                    species = L.Add(species, grown);
                    all = L.MultiplyAdd(L.Create(upstream[entity]), grown, all);
                }

                V alive = L.Load(a.Alive.Row(0, y, area.X + x));
                V slope = L.Multiply(L.Multiply(alive, L.Subtract(L.Create(1), alive)), L.Create(Survival.Steepness));
                V margin = L.Multiply(all, slope);
                V sunLead = L.Subtract(sun, L.Create(a.Threshold));
                V speciesLead = L.Subtract(species, L.Create(Survival.SpeciesThreshold));
                V sunMargin = L.SelectLess(speciesLead, sunLead, margin, default);
                V speciesMargin = L.Subtract(margin, sunMargin);
                V uniform = L.Load(a.Uniforms.Row(0, y, area.X + x));
                V takesPart = L.SelectLess(uniform, L.Create(a.Probability), L.Create(1), default);
                L.Store(L.Multiply(takesPart, L.MultiplyAdd(L.Create(upstream[0]), alive, sunMargin)), gradient + x);
                for (int entity = 1; entity < a.Entities; entity++)
                {
                    V gate = L.Multiply(takesPart, L.Load(gates + (entity - 1) * a.Gates.Stride + x));
                    V own = L.MultiplyAdd(L.Create(upstream[entity]), alive, speciesMargin);
                    L.Store(L.Multiply(gate, own), gradient + entity * a.WeightGradient.Stride + x);
                }
            }
        }
    }
}
