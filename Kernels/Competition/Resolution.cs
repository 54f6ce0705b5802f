using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// Who wins a cell by how much, and what is left alive in it (section 4, steps 1, 10 and 11): w = softmax(score / T) over the
/// entities; a species grows only beside itself, a'_i = w_i g_i with g_i = σ(kGate · (max3x3(a_i) − θ)), the sun anywhere; then
/// everything is scaled by alive = max(σ(20 (a'_0 − θ)), σ(20 (Σ_species a'_i − 0.15))).
/// </summary>
public readonly struct Resolution : IDeviceBody<Resolution.Arguments>, ISimdBody<Resolution.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness before the step, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>Scores, then w, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>g, <c>[species][y][x]</c>.</summary>
        public Planes Gates;

        /// <summary>The result a' · alive, <c>[entities][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>The factor alive, <c>[1][y][x]</c>.</summary>
        public Planes Alive;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>1 / T.</summary>
        public float InverseTemperature;

        /// <summary>θ.</summary>
        public float Threshold;

        /// <summary>kGate.</summary>
        public float GateSteepness;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    internal const float Steepness = 20;
    internal const float SpeciesThreshold = 0.15f;

    // So far behind the best, an entity's weight is exactly 0, as it is for the absent and in walls.
    private const float Behind = -80;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 5 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        Softmax(a, y, x);
        float species = 0;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float nearby = Neighbourhood.Max(a.Grid, entity, y, x, a.Readable);
            float gate = Scalar.Sigmoid(a.GateSteepness * (nearby - a.Threshold));
            float grown = a.Weights.At(entity, y, x) * gate;
            a.Gates.At(entity - 1, y, x) = gate;
            a.Aliveness.At(entity, y, x) = grown;
            species += grown;
        }

        float sun = a.Weights.At(0, y, x);
        float alive = Scalar.Sigmoid(Steepness * MathF.Max(sun - a.Threshold, species - SpeciesThreshold));
        a.Alive.At(0, y, x) = alive;
        a.Aliveness.At(0, y, x) = sun * alive;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            a.Aliveness.At(entity, y, x) *= alive;
        }
    }

    private static void Softmax(in Arguments a, int y, int x)
    {
        float best = a.Weights.At(0, y, x);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            best = MathF.Max(best, a.Weights.At(entity, y, x));
        }

        float sum = 0;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            float lead = (a.Weights.At(entity, y, x) - best) * a.InverseTemperature;
            float weight = lead < Behind ? 0f : Scalar.Exp(lead);
            a.Weights.At(entity, y, x) = weight;
            sum += weight;
        }

        for (int entity = 0; entity < a.Entities; entity++)
        {
            a.Weights.At(entity, y, x) /= sum;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)Neighbourhood.ScratchRows * Rows.PaddedLength(CellTiles.Cut(arguments.Target).TileWidth);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int species = 0; species < a.Entities - 1; species++)
            {
                GateRow<L, V>(a, area, y, species, scratch);
            }

            for (int x = area.X; x < area.Right; x += L.Count)
            {
                Softmax<L, V>(a, a.Weights.Row(0, y, x));
                Survive<L, V>(a, y, x);
            }
        }
    }

    private static unsafe void GateRow<L, V>(in Arguments a, Area area, int y, int species, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* gates = a.Gates.Row(species, y, area.X);
        Neighbourhood.MaxRow<L, V>(a.Grid, 1 + species, null, y, area, a.Readable, scratch, gates);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V nearby = L.Subtract(L.Load(gates + x), L.Create(a.Threshold));
            L.Store(VectorMath.Sigmoid<L, V>(L.Multiply(nearby, L.Create(a.GateSteepness))), gates + x);
        }
    }

    private static unsafe void Softmax<L, V>(in Arguments a, float* weights)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        long stride = a.Weights.Stride;
        V best = L.Load(weights);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            best = L.Max(best, L.Load(weights + entity * stride));
        }

        V sum = default;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            V lead = L.Multiply(L.Subtract(L.Load(weights + entity * stride), best), L.Create(a.InverseTemperature));
            V weight = L.SelectLess(lead, L.Create(Behind), default, VectorMath.Exp<L, V>(lead));
            L.Store(weight, weights + entity * stride);
            sum = L.Add(sum, weight);
        }

        for (int entity = 0; entity < a.Entities; entity++)
        {
            L.Store(L.Divide(L.Load(weights + entity * stride), sum), weights + entity * stride);
        }
    }

    private static unsafe void Survive<L, V>(in Arguments a, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* weights = a.Weights.Row(0, y, x);
        float* gates = a.Gates.Row(0, y, x);
        float* aliveness = a.Aliveness.Row(0, y, x);
        V species = default;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            V gate = L.Load(gates + (entity - 1) * a.Gates.Stride);
            V grown = L.Multiply(L.Load(weights + entity * a.Weights.Stride), gate);
            L.Store(grown, aliveness + entity * a.Aliveness.Stride);
            species = L.Add(species, grown);
        }

        V sun = L.Load(weights);
        V margin = L.Max(L.Subtract(sun, L.Create(a.Threshold)), L.Subtract(species, L.Create(SpeciesThreshold)));
        V alive = VectorMath.Sigmoid<L, V>(L.Multiply(margin, L.Create(Steepness)));
        L.Store(alive, a.Alive.Row(0, y, x));
        L.Store(L.Multiply(sun, alive), aliveness);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float* grown = aliveness + entity * a.Aliveness.Stride;
            L.Store(L.Multiply(L.Load(grown), alive), grown);
        }
    }
}
