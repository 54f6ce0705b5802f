using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// From the gradient of what is alive after the step to that of the scores. Cells that keep their old values get none.
/// With upstream gradient G_j of a'_j · alive: dw_j = G_j g_j alive, and through alive
/// D = Σ_j G_j w_j g_j · 20 alive (1 − alive) goes to the larger side of the maximum: to w_0, or to each w_j g_j. Then
/// dscore_j = w_j (dw_j − Σ_k w_k dw_k) / T.
/// </summary>
public readonly struct ResolutionGradient
    : IDeviceBody<ResolutionGradient.Arguments>, ISimdBody<ResolutionGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the forward pass read and wrote.</summary>
        public Resolution.Arguments Forward;

        /// <summary>Which cells took part.</summary>
        public CellUniforms Uniforms;

        /// <summary>G, the same for every cell that took part: <c>[learners][entities]</c>.</summary>
        public ArrayView<float> Upstream;

        /// <summary>Which row of <see cref="Upstream"/>.</summary>
        public int Learner;

        /// <summary>dscore, <c>[entities][y][x]</c>.</summary>
        public Planes ScoreGradient;

        /// <summary>U.</summary>
        public float Probability;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Forward.Target, 3 * arguments.Forward.Entities + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Forward.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Forward.Target.ColumnOf(index);
        int y = a.Forward.Target.RowOf(index);
        int entities = a.Forward.Entities;
        long upstream = (long)a.Learner * entities;
        float takesPart = a.Uniforms.At(y, x) < a.Probability ? 1f : 0f;
        float sun = a.Forward.Weights.At(0, y, x);
        float species = 0;
        float all = a.Upstream[upstream] * sun;
        for (int entity = 1; entity < entities; entity++)
        {
            float grown = a.Forward.Weights.At(entity, y, x) * a.Forward.Gates.At(entity - 1, y, x);
            species += grown;
            all += a.Upstream[upstream + entity] * grown;
        }

        float alive = a.Forward.Alive.At(0, y, x);
        float margin = all * Resolution.Steepness * alive * (1 - alive);
        bool sunRules = sun - a.Forward.Threshold > species - Resolution.SpeciesThreshold;
        float speciesMargin = sunRules ? 0f : margin;
        float own = takesPart * (a.Upstream[upstream] * alive + margin - speciesMargin);
        a.ScoreGradient.At(0, y, x) = own;
        float mean = sun * own;
        for (int entity = 1; entity < entities; entity++)
        {
            float gate = a.Forward.Gates.At(entity - 1, y, x);
            own = takesPart * gate * (a.Upstream[upstream + entity] * alive + speciesMargin);
            a.ScoreGradient.At(entity, y, x) = own;
            mean += a.Forward.Weights.At(entity, y, x) * own;
        }

        for (int entity = 0; entity < entities; entity++)
        {
            float weight = a.Forward.Weights.At(entity, y, x) * a.Forward.InverseTemperature;
            a.ScoreGradient.At(entity, y, x) = weight * (a.ScoreGradient.At(entity, y, x) - mean);
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Forward.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Forward.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            a.Uniforms.Row(y, area.X, area.Width, scratch);
            for (int x = area.X; x < area.Right; x += L.Count)
            {
                V takesPart = L.SelectLess(L.Load(scratch + x - area.X), L.Create(a.Probability), L.Create(1), default);
                ThroughSurvival<L, V>(a, y, x, takesPart);
                ThroughSoftmax<L, V>(a, y, x);
            }
        }
    }

    private static unsafe void ThroughSurvival<L, V>(in Arguments a, int y, int x, V takesPart)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* upstream = a.Upstream.Address() + (long)a.Learner * a.Forward.Entities;
        float* weights = a.Forward.Weights.Row(0, y, x);
        float* gates = a.Forward.Gates.Row(0, y, x);
        float* gradient = a.ScoreGradient.Row(0, y, x);
        V sun = L.Load(weights);
        V species = default;
        V all = L.Multiply(L.Create(upstream[0]), sun);
        for (int entity = 1; entity < a.Forward.Entities; entity++)
        {
            V gate = L.Load(gates + (entity - 1) * a.Forward.Gates.Stride);
            V grown = L.Multiply(L.Load(weights + entity * a.Forward.Weights.Stride), gate);
            species = L.Add(species, grown);
            all = L.MultiplyAdd(L.Create(upstream[entity]), grown, all);
        }

        V alive = L.Load(a.Forward.Alive.Row(0, y, x));
        V slope = L.Multiply(L.Multiply(alive, L.Subtract(L.Create(1), alive)), L.Create(Resolution.Steepness));
        V margin = L.Multiply(all, slope);
        V sunLead = L.Subtract(sun, L.Create(a.Forward.Threshold));
        V speciesLead = L.Subtract(species, L.Create(Resolution.SpeciesThreshold));
        V sunMargin = L.SelectLess(speciesLead, sunLead, margin, default);
        V speciesMargin = L.Subtract(margin, sunMargin);
        L.Store(L.Multiply(takesPart, L.MultiplyAdd(L.Create(upstream[0]), alive, sunMargin)), gradient);
        for (int entity = 1; entity < a.Forward.Entities; entity++)
        {
            V gate = L.Multiply(takesPart, L.Load(gates + (entity - 1) * a.Forward.Gates.Stride));
            V own = L.MultiplyAdd(L.Create(upstream[entity]), alive, speciesMargin);
            L.Store(L.Multiply(gate, own), gradient + entity * a.ScoreGradient.Stride);
        }
    }

    private static unsafe void ThroughSoftmax<L, V>(in Arguments a, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* weights = a.Forward.Weights.Row(0, y, x);
        float* gradient = a.ScoreGradient.Row(0, y, x);
        V mean = default;
        for (int entity = 0; entity < a.Forward.Entities; entity++)
        {
            V weight = L.Load(weights + entity * a.Forward.Weights.Stride);
            mean = L.MultiplyAdd(weight, L.Load(gradient + entity * a.ScoreGradient.Stride), mean);
        }

        for (int entity = 0; entity < a.Forward.Entities; entity++)
        {
            V weight = L.Load(weights + entity * a.Forward.Weights.Stride);
            float* own = gradient + entity * a.ScoreGradient.Stride;
            V scaled = L.Multiply(weight, L.Create(a.Forward.InverseTemperature));
            L.Store(L.Multiply(scaled, L.Subtract(L.Load(own), mean)), own);
        }
    }
}
