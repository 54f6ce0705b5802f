using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// Each entity's score in each cell: its attack against the cell's <see cref="Competition.Opposition"/>, plus what the
/// rules add and take (section 4, steps 5 to 9). Where a species is absent or a wall stands it has no chance at all.
/// </summary>
public readonly struct Scores : IDeviceBody<Scores.Arguments>, ISimdBody<Scores.Arguments>
{
    /// <summary>The score of an entity that may not win: exp of anything divided by it is 0.</summary>
    public const float Hopeless = -1e30f;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The proposals.</summary>
        public Proposals Proposals;

        /// <summary>From <see cref="Competition.Norms"/>, <c>[2 · entities][y][x]</c>.</summary>
        public Planes Norms;

        /// <summary>From <see cref="Competition.Concentration"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Concentration;

        /// <summary>From <see cref="Competition.Opposition"/>, <c>[S/2][y][x]</c>.</summary>
        public Planes Opposition;

        /// <summary>From <see cref="Competition.Presence"/>, <c>[species][y][x]</c>.</summary>
        public Planes Presence;

        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>From <see cref="PopulationBoosts"/>.</summary>
        public ArrayView<float> Boosts;

        /// <summary>The result, <c>[entities][y][x]</c>.</summary>
        public Planes Scores;

        /// <summary>Cosine or dot.</summary>
        public SimilarityKind Similarity;

        /// <summary>Full or mean field.</summary>
        public CompetitionMode Mode;

        /// <summary>1 where concentration weights apply, 0 where all weigh 1.</summary>
        public int Concentrated;

        /// <summary>P.</summary>
        public float SunPenalty;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    // The sun's penalty sets in where life is this near, and how sharply.
    private const float Frontier = 0.01f;
    private const float FrontierSteepness = 20;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities + 1) * arguments.Proposals.Half + 4 * arguments.Proposals.Entities + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Proposals.Entities * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int entity = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        int species = entity - 1;
        float score = 0;
        for (int channel = 0; channel < a.Proposals.Half; channel++)
        {
            score += a.Proposals.At(entity, channel, y, x) * a.Opposition.At(channel, y, x);
        }

        score *= AttackScale(a, entity, y, x);
        if (a.Mode == CompetitionMode.MeanField)
        {
            score += 0.5f * MeanField.Weight(a.Grid, a.Proposals.Entities, entity, y, x);
        }

        if (entity == 0)
        {
            float nearest = 0;
            for (int other = 0; other < a.Proposals.Entities - 1; other++)
            {
                nearest = MathF.Max(nearest, a.Presence.At(other, y, x));
            }

            score -= a.SunPenalty * Scalar.Sigmoid(FrontierSteepness * (nearest - Frontier));
        }
        else
        {
            bool may = a.Presence.At(species, y, x) > Presence.Threshold && a.Walls.At(0, y, x) < 0.5f;
            score = may ? score + a.Boosts[species] + a.Boosts[a.Proposals.Entities - 1 + species] : Hopeless;
        }

        a.Scores.At(entity, y, x) = score;
    }

    // f of section 4: what an attack vector is multiplied by.
    internal static float AttackScale(in Arguments a, int entity, int y, int x)
    {
        float weight = a.Concentrated != 0 ? a.Concentration.At(entity, y, x) : 1f;
        return VectorScale.Of(a.Similarity, weight, a.Norms.At(entity, y, x));
    }

    // The same for a vector of cells.
    internal static unsafe V AttackScale<L, V>(in Arguments a, int entity, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V weight = a.Concentrated != 0 ? L.Load(a.Concentration.Row(entity, y, x)) : L.Create(1);
        return VectorScale.Of<L, V>(a.Similarity, weight, L.Load(a.Norms.Row(entity, y, x)));
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => (long)arguments.Proposals.Entities * CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            if (a.Mode == CompetitionMode.MeanField)
            {
                MeanField.WeightRows<L, V>(a.Grid, a.Proposals.Entities, area, y, scratch);
            }

            for (int entity = 0; entity < a.Proposals.Entities; entity++)
            {
                float* meanField = a.Mode == CompetitionMode.MeanField ? scratch + entity * CellTiles.Widest : null;
                AttackRow<L, V>(a, area, y, entity, meanField);
                float* score = a.Scores.Row(entity, y, area.X);
                if (entity > 0)
                {
                    RuleRow<L, V>(a, area, y, entity - 1, score);
                }
                else if (a.SunPenalty > 0)
                {
                    PenaltyRow<L, V>(a, area, y, score);
                }
            }
        }
    }

    private static unsafe void AttackRow<L, V>(in Arguments a, Area area, int y, int entity, float* meanField)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* attack = a.Proposals.Row(entity, 0, y, area.X);
        long attackStride = a.Proposals.Stride(entity);
        float* opposition = a.Opposition.Row(0, y, area.X);
        float* target = a.Scores.Row(entity, y, area.X);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V sum = default;
            for (int channel = 0; channel < a.Proposals.Half; channel++)
            {
                V met = L.Load(opposition + channel * a.Opposition.Stride + x);
                sum = L.MultiplyAdd(L.Load(attack + channel * attackStride + x), met, sum);
            }

            sum = L.Multiply(sum, AttackScale<L, V>(a, entity, y, area.X + x));
            if (meanField != null)
            {
                sum = L.MultiplyAdd(L.Create(0.5f), L.Load(meanField + x), sum);
            }

            L.Store(sum, target + x);
        }
    }

    private static unsafe void RuleRow<L, V>(in Arguments a, Area area, int y, int species, float* score)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* presence = a.Presence.Row(species, y, area.X);
        float* wall = a.Walls.Row(0, y, area.X);
        V boost = L.Create(a.Boosts[species] + a.Boosts[a.Proposals.Entities - 1 + species]);
        V hopeless = L.Create(Hopeless);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V value = L.Add(L.Load(score + x), boost);
            value = L.SelectLess(L.Create(Presence.Threshold), L.Load(presence + x), value, hopeless);
            L.Store(L.SelectLess(L.Load(wall + x), L.Create(0.5f), value, hopeless), score + x);
        }
    }

    private static unsafe void PenaltyRow<L, V>(in Arguments a, Area area, int y, float* score)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* presence = a.Presence.Row(0, y, area.X);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V nearest = default;
            for (int species = 0; species < a.Proposals.Entities - 1; species++)
            {
                nearest = L.Max(nearest, L.Load(presence + species * a.Presence.Stride + x));
            }

            V frontier = L.Multiply(L.Subtract(nearest, L.Create(Frontier)), L.Create(FrontierSteepness));
            V penalty = L.Multiply(L.Create(a.SunPenalty), VectorMath.Sigmoid<L, V>(frontier));
            L.Store(L.Subtract(L.Load(score + x), penalty), score + x);
        }
    }
}
