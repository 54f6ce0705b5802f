using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// From scores to what they are made of, cell by cell. With score_i = f_i (A_i · O): dO = Σ_i dscore_i f_i A_i and
/// df_i = dscore_i (A_i · O); what the rules add does not depend on proposals. From O to the sum R = Σ_j ω_j f_j B_j before it was
/// scaled: full dR = dO, mean field with ℓ = ‖R‖ and O = R / (ℓ + 1e-8): dR = dO / (ℓ + 1e-8) − O (O · dO) / ℓ; then
/// df_j = ω_j (dR · B_j), for π depends on the old grid alone. From the scales f(c, ‖v‖) to norms, d‖v‖ = df ∂f/∂‖v‖, and to
/// concentration weights, dc = Σ over both vectors of df ∂f/∂c. An entity that does not count sends nothing to its window, and what it
/// gets for its norms has no meaning.
/// </summary>
public readonly struct ScoresGradient : IDeviceBody<ScoresGradient.Arguments>, ISimdBody<ScoresGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the scores' forward pass read and wrote.</summary>
        public Scores.Arguments Forward;

        /// <summary>What concentration's forward pass read and wrote.</summary>
        public Concentration.Arguments Concentration;

        /// <summary>dscore, <c>[entities][y][x]</c>.</summary>
        public Planes ScoreGradient;

        /// <summary>dR, <c>[S/2][y][x]</c>.</summary>
        public Planes OppositionGradient;

        /// <summary>d‖A_i‖ then d‖B_i‖, but for what comes through concentration weights, <c>[2 · entities][y][x]</c>.</summary>
        public Planes NormGradient;

        /// <summary>
        /// What a cell's concentration weight sends to the energies of its window: φ = dp p / S, then dp p, with
        /// dp = (1 − β) dc, <c>[2 · entities][y][x]</c>.
        /// </summary>
        public Planes Flow;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Forward.Target,
        (arguments.Forward.Proposals.Entities + 2) * arguments.Forward.Proposals.StateChannels
        + 12 * arguments.Forward.Proposals.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Forward.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Forward.Target.ColumnOf(index);
        int y = a.Forward.Target.RowOf(index);
        ThroughAttacks(a, y, x);
        if (CompetitionModes.Normalizes(a.Forward.Mode))
        {
            Unscale(a, y, x);
        }

        for (int entity = 0; entity < a.Forward.Proposals.Entities; entity++)
        {
            if (!IsAbsent(a, entity, y, x))
            {
                ThroughScales(a, entity, y, x, ThroughDefence(a, entity, y, x));
            }
            else if (a.Forward.Concentrated != 0)
            {
                a.Flow.At(entity, y, x) = 0;
                a.Flow.At(a.Forward.Proposals.Entities + entity, y, x) = 0;
            }
        }
    }

    private static bool IsAbsent(in Arguments a, int entity, int y, int x) =>
        a.Forward.Opposers == OppositionKind.Present && !Presence.Has(a.Forward.Norms, entity, y, x);

    // dO, and the attacks' df where the gradients of their norms will be.
    private static void ThroughAttacks(in Arguments a, int y, int x)
    {
        int half = a.Forward.Proposals.Half;
        for (int entity = 0; entity < a.Forward.Proposals.Entities; entity++)
        {
            if (IsAbsent(a, entity, y, x))
            {
                continue;
            }

            float score = a.ScoreGradient.At(entity, y, x);
            float scale = score * Scores.AttackScale(a.Forward, entity, y, x);
            CellVector attack = a.Forward.Proposals.VectorAt(entity, 0, y, x);
            a.NormGradient.At(entity, y, x) = score * CellVector.Dot(attack, CellVector.Of(a.Forward.Opposition, 0, y, x), half);
            CellVector gradient = CellVector.Of(a.OppositionGradient, 0, y, x);
            gradient.SetOrAdd(attack, scale, half, adds: entity > 0);
        }
    }

    // From dO to dR, in place.
    private static void Unscale(in Arguments a, int y, int x)
    {
        int half = a.Forward.Proposals.Half;
        float along = CellVector.Dot(
            CellVector.Of(a.Forward.Opposition, 0, y, x), CellVector.Of(a.OppositionGradient, 0, y, x), half);

        float length = a.Forward.Opposition.At(half, y, x);
        along = length > 0 ? along / length : 0f;
        for (int channel = 0; channel < half; channel++)
        {
            a.OppositionGradient.At(channel, y, x) = a.OppositionGradient.At(channel, y, x) / (length + 1e-8f)
                - a.Forward.Opposition.At(channel, y, x) * along;
        }
    }

    // df of a defence.
    private static float ThroughDefence(in Arguments a, int entity, int y, int x)
    {
        int half = a.Forward.Proposals.Half;
        float sum = CellVector.Dot(
            CellVector.Of(a.OppositionGradient, 0, y, x), a.Forward.Proposals.VectorAt(entity, half, y, x), half);
        return CompetitionModes.Weighs(a.Forward.Mode) ? sum * CompetitionModes.Weight(a.Forward, entity, y, x) : sum;
    }

    private static void ThroughScales(in Arguments a, int entity, int y, int x, float defence)
    {
        int entities = a.Forward.Proposals.Entities;
        float weight = a.Forward.Concentrated != 0 ? a.Forward.Concentration.At(entity, y, x) : 1f;
        float attack = a.NormGradient.At(entity, y, x);
        float attackNorm = a.Forward.Norms.At(entity, y, x);
        float defenceNorm = a.Forward.Norms.At(entities + entity, y, x);
        a.NormGradient.At(entity, y, x) = attack * VectorScale.NormSlope(a.Forward.Similarity, weight, attackNorm);
        a.NormGradient.At(entities + entity, y, x) = defence * VectorScale.NormSlope(a.Forward.Similarity, weight, defenceNorm);
        if (a.Forward.Concentrated != 0)
        {
            float sum = attack * VectorScale.WeightSlope(a.Forward.Similarity, weight, attackNorm)
                + defence * VectorScale.WeightSlope(a.Forward.Similarity, weight, defenceNorm);
            float flow = (1 - a.Concentration.Baseline) * sum * Concentration.Share(a.Concentration, entity, y, x);
            a.Flow.At(entity, y, x) = flow / a.Concentration.Weights.At(2 * entities + entity, y, x);
            a.Flow.At(entities + entity, y, x) = flow;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Forward.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)arguments.Forward.Proposals.Entities * CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Forward.Target)[tile];
        int entities = a.Forward.Proposals.Entities;
        bool weighs = CompetitionModes.Weighs(a.Forward.Mode);
        bool normalizes = CompetitionModes.Normalizes(a.Forward.Mode);
        int* counting = stackalloc int[entities];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            int count = Presence.ListInRow(a.Forward.Norms, entities, y, area.X, area.Width, counting);
            if (weighs)
            {
                CompetitionModes.WeightRows<L, V>(a.Forward, area, y, scratch);
            }

            for (int x = area.X; x < area.Right; x += L.Count)
            {
                ThroughAttacks<L, V>(a, y, x, counting, count);
                if (normalizes)
                {
                    Unscale<L, V>(a, y, x);
                }

                for (int i = 0; i < count; i++)
                {
                    int entity = counting[i];
                    V share = weighs ? L.Load(scratch + entity * CellTiles.Widest + x - area.X) : L.Create(1);
                    ThroughScales<L, V>(a, entity, y, x, L.Multiply(share, ThroughDefence<L, V>(a, entity, y, x)));
                }
            }

            ClearFlow(a, area, y);
        }
    }

    // The rows of entities that count nowhere in them.
    private static unsafe void ClearFlow(in Arguments a, Area area, int y)
    {
        int entities = a.Forward.Proposals.Entities;
        for (int entity = 0; a.Forward.Concentrated != 0 && entity < entities; entity++)
        {
            if (!Presence.IsInRow(a.Forward.Norms, entity, y, area.X, area.Width))
            {
                Rows.Clear(a.Flow.Row(entity, y, area.X), area.Width);
                Rows.Clear(a.Flow.Row(entities + entity, y, area.X), area.Width);
            }
        }
    }

    private static unsafe void ThroughAttacks<L, V>(in Arguments a, int y, int x, int* counting, int count)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* opposition = a.Forward.Opposition.Row(0, y, x);
        float* gradient = a.OppositionGradient.Row(0, y, x);
        for (int i = 0; i < count; i++)
        {
            int entity = counting[i];
            V norm = L.Load(a.Forward.Norms.Row(entity, y, x));
            V score = L.Load(a.ScoreGradient.Row(entity, y, x));
            V scaled = L.Multiply(score, Scores.AttackScale<L, V>(a.Forward, entity, y, x));
            float* attacks = a.Forward.Proposals.Row(entity, 0, y, x);
            long stride = a.Forward.Proposals.Stride(entity);
            V met = default;
            for (int channel = 0; channel < a.Forward.Proposals.Half; channel++)
            {
                V attack = L.Load(attacks + channel * stride);
                met = L.MultiplyAdd(attack, L.Load(opposition + channel * a.Forward.Opposition.Stride), met);
                float* target = gradient + channel * a.OppositionGradient.Stride;
                V others = entity == 0 ? default : L.Load(target);
                L.Store(L.SelectLess(norm, default, others, L.MultiplyAdd(scaled, attack, others)), target);
            }

            L.Store(L.Multiply(score, met), a.NormGradient.Row(entity, y, x));
        }
    }

    private static unsafe void Unscale<L, V>(in Arguments a, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int half = a.Forward.Proposals.Half;
        float* opposition = a.Forward.Opposition.Row(0, y, x);
        long stride = a.Forward.Opposition.Stride;
        float* gradient = a.OppositionGradient.Row(0, y, x);
        V along = default;
        for (int channel = 0; channel < half; channel++)
        {
            V own = L.Load(gradient + channel * a.OppositionGradient.Stride);
            along = L.MultiplyAdd(L.Load(opposition + channel * stride), own, along);
        }

        V length = L.Load(opposition + half * stride);
        along = L.SelectLess(default, length, L.Divide(along, length), default);
        V scale = L.Add(length, L.Create(1e-8f));
        for (int channel = 0; channel < half; channel++)
        {
            float* own = gradient + channel * a.OppositionGradient.Stride;
            V lengthwise = L.Multiply(L.Load(opposition + channel * stride), along);
            L.Store(L.Subtract(L.Divide(L.Load(own), scale), lengthwise), own);
        }
    }

    private static unsafe V ThroughDefence<L, V>(in Arguments a, int entity, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* gradient = a.OppositionGradient.Row(0, y, x);
        float* defence = a.Forward.Proposals.Row(entity, a.Forward.Proposals.Half, y, x);
        long stride = a.Forward.Proposals.Stride(entity);
        V sum = default;
        for (int channel = 0; channel < a.Forward.Proposals.Half; channel++)
        {
            V own = L.Load(gradient + channel * a.OppositionGradient.Stride);
            sum = L.MultiplyAdd(own, L.Load(defence + channel * stride), sum);
        }

        return sum;
    }

    private static unsafe void ThroughScales<L, V>(in Arguments a, int entity, int y, int x, V defence)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int entities = a.Forward.Proposals.Entities;
        SimilarityKind similarity = a.Forward.Similarity;
        bool concentrated = a.Forward.Concentrated != 0;
        V weight = concentrated ? L.Load(a.Forward.Concentration.Row(entity, y, x)) : L.Create(1);
        V attackNorm = L.Load(a.Forward.Norms.Row(entity, y, x));
        V defenceNorm = L.Load(a.Forward.Norms.Row(entities + entity, y, x));
        float* attackGradient = a.NormGradient.Row(entity, y, x);
        V attack = L.Load(attackGradient);
        L.Store(L.Multiply(attack, VectorScale.NormSlope<L, V>(similarity, weight, attackNorm)), attackGradient);
        V defenceSlope = VectorScale.NormSlope<L, V>(similarity, weight, defenceNorm);
        L.Store(L.Multiply(defence, defenceSlope), a.NormGradient.Row(entities + entity, y, x));
        if (concentrated)
        {
            V sum = L.Multiply(attack, VectorScale.WeightSlope<L, V>(similarity, weight, attackNorm));
            sum = L.MultiplyAdd(defence, VectorScale.WeightSlope<L, V>(similarity, weight, defenceNorm), sum);
            V upstream = L.Multiply(L.Create(1 - a.Concentration.Baseline), sum);
            V flow = L.Multiply(upstream, Concentration.Share<L, V>(a.Concentration, entity, y, x));
            flow = L.SelectLess(attackNorm, default, default, flow);
            V windowSum = L.Load(a.Concentration.Weights.Row(2 * entities + entity, y, x));
            L.Store(L.Divide(flow, windowSum), a.Flow.Row(entity, y, x));
            L.Store(flow, a.Flow.Row(entities + entity, y, x));
        }
    }
}
