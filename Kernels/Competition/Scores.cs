using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// Each entity's score in each cell (section 4, steps 5 to 9): its attack against the cell's
/// <see cref="Competition.Opposition"/>, plus what the rules add and take. A species is present where its neighbourhood
/// holds some of it, walls aside: max3x3(a_i · (1 − wall)). Where it is absent or a wall stands it has no chance at all.
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

        /// <summary>From <see cref="Competition.Concentration"/>, <c>[entities ..][y][x]</c>.</summary>
        public Planes Concentration;

        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>What small populations are given.</summary>
        public PopulationBoosts Boosts;

        /// <summary>
        /// What attacks meet, <c>[S/2][y][x]</c>, then a plane with the mean field's length before it became 1.
        /// </summary>
        public Planes Opposition;

        /// <summary>The result, <c>[entities][y][x]</c>.</summary>
        public Planes Scores;

        /// <summary>Cosine or dot.</summary>
        public SimilarityKind Similarity;

        /// <summary>Full or mean field.</summary>
        public CompetitionMode Mode;

        /// <summary>Who counts.</summary>
        public OppositionKind Opposers;

        /// <summary>1 where concentration weights apply, 0 where all weigh 1.</summary>
        public int Concentrated;

        /// <summary>P.</summary>
        public float SunPenalty;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    // The sun's penalty sets in where life is this near, and how sharply.
    private const float Frontier = 0.01f;
    private const float FrontierSteepness = 20;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities + 1) * arguments.Proposals.StateChannels + 5 * arguments.Proposals.Entities + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        int species = a.Proposals.Entities - 1;
        Opposition.Gather(a, y, x);
        bool open = a.Walls.At(0, y, x) < 0.5f;
        float nearest = 0;
        for (int i = 0; i < species; i++)
        {
            float presence = Neighbourhood.MaxOpen(a.Grid, 1 + i, a.Walls, y, x, a.Readable);
            float score = Attack(a, 1 + i, y, x) + a.Boosts.Of(i, species);
            a.Scores.At(1 + i, y, x) = presence > Presence.Threshold && open ? score : Hopeless;
            nearest = MathF.Max(nearest, presence);
        }

        float penalty = a.SunPenalty * Scalar.Sigmoid(FrontierSteepness * (nearest - Frontier));
        a.Scores.At(0, y, x) = Attack(a, 0, y, x) - penalty;
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

    private static float Attack(in Arguments a, int entity, int y, int x)
    {
        float sum = CellVector.Dot(
            a.Proposals.VectorAt(entity, 0, y, x), CellVector.Of(a.Opposition, 0, y, x), a.Proposals.Half);
        sum *= AttackScale(a, entity, y, x);
        return CompetitionModes.Weighs(a.Mode)
            ? sum + CompetitionModes.Bonus(a.Mode) * CompetitionModes.Weight(a, entity, y, x)
            : sum;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        2L * arguments.Proposals.Entities * CellTiles.Widest
        + Neighbourhood.ScratchRows * Rows.PaddedLength(CellTiles.Cut(arguments.Target).TileWidth);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        int entities = a.Proposals.Entities;
        float* presence = scratch + (entities + 1) * CellTiles.Widest;
        float* neighbours = presence + (entities - 1) * CellTiles.Widest;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            Opposition.GatherRow<L, V>(a, area, y, scratch);
            if (CompetitionModes.Weighs(a.Mode))
            {
                CompetitionModes.WeightRows<L, V>(a, area, y, scratch);
            }

            for (int entity = 1; entity < entities; entity++)
            {
                float* near = presence + (entity - 1) * CellTiles.Widest;
                Neighbourhood.MaxRow<L, V>(a.Grid, entity, a.Walls, y, area, a.Readable, neighbours, near);
                if (Presence.IsInRow(a.Norms, entity, y, area.X, area.Width))
                {
                    AttackRow<L, V>(a, area, y, entity, scratch);
                }

                RuleRow<L, V>(a, area, y, entity - 1, near);
            }

            AttackRow<L, V>(a, area, y, 0, scratch);
            if (a.SunPenalty > 0)
            {
                PenaltyRow<L, V>(a, area, y, presence);
            }
        }
    }

    private static unsafe void AttackRow<L, V>(in Arguments a, Area area, int y, int entity, float* fieldWeights)
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
            if (CompetitionModes.Weighs(a.Mode))
            {
                sum = L.MultiplyAdd(L.Create(CompetitionModes.Bonus(a.Mode)), L.Load(fieldWeights + entity * CellTiles.Widest + x), sum);
            }

            L.Store(sum, target + x);
        }
    }

    private static unsafe void RuleRow<L, V>(in Arguments a, Area area, int y, int species, float* presence)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* score = a.Scores.Row(1 + species, y, area.X);
        float* wall = a.Walls.Row(0, y, area.X);
        V boost = L.Create(a.Boosts.Of(species, a.Proposals.Entities - 1));
        V hopeless = L.Create(Hopeless);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V value = L.Add(L.Load(score + x), boost);
            value = L.SelectLess(L.Create(Presence.Threshold), L.Load(presence + x), value, hopeless);
            L.Store(L.SelectLess(L.Load(wall + x), L.Create(0.5f), value, hopeless), score + x);
        }
    }

    private static unsafe void PenaltyRow<L, V>(in Arguments a, Area area, int y, float* presence)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* score = a.Scores.Row(0, y, area.X);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V nearest = default;
            for (int species = 0; species < a.Proposals.Entities - 1; species++)
            {
                nearest = L.Max(nearest, L.Load(presence + species * CellTiles.Widest + x));
            }

            V frontier = L.Multiply(L.Subtract(nearest, L.Create(Frontier)), L.Create(FrontierSteepness));
            V penalty = L.Multiply(L.Create(a.SunPenalty), VectorMath.Sigmoid<L, V>(frontier));
            L.Store(L.Subtract(L.Load(score + x), penalty), score + x);
        }
    }
}
