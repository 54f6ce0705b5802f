using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// Who holds a cell by how much, and what becomes of its state. Strength is score_i = Â_i · (R_B − B̂_i), in a duel
/// Â_i · R_B − B̂_i · R_A, with <see cref="Directions"/>; w = softmax(score) and v = softmax(w / τ), each over the entities that are
/// alive in the cell; s' = clamp(s + Σ_i w_i u_i, −1, 1).
/// </summary>
public readonly struct Contest : IDeviceBody<Contest.Arguments>, ISimdBody<Contest.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The proposals.</summary>
        public DishProposals Proposals;

        /// <summary>Who is alive, from <see cref="World.AliveMask"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Masks;

        /// <summary>State before the step, <c>[channels][y][x]</c>.</summary>
        public Planes State;

        /// <summary>
        /// 1 / max(‖A_i‖, 1e-8), then the same of B_i, <c>[2 · entities][y][x]</c>; without meaning where an entity is dead.
        /// </summary>
        public Planes Scales;

        /// <summary>R_A, which only a duel has, then R_B, <c>[S][y][x]</c>.</summary>
        public Planes Sums;

        /// <summary>w, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>v, <c>[entities][y][x]</c>.</summary>
        public Planes Shares;

        /// <summary>State after the step, <c>[channels][y][x]</c>; not where the state before it is.</summary>
        public Planes NextState;

        /// <summary>Which strength counts.</summary>
        public ContestKind Kind;

        /// <summary>1 / τ.</summary>
        public float InverseTemperature;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities + 1) * arguments.Proposals.Channels + 5 * arguments.Proposals.Entities
        + arguments.Proposals.StateChannels);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        int entities = a.Proposals.Entities;
        CellVector masks = CellVector.Of(a.Masks, 0, y, x);
        CellVector weights = CellVector.Of(a.Weights, 0, y, x);
        Directions.Gather(a, y, x);
        for (int entity = 0; entity < entities; entity++)
        {
            if (masks[entity] != 0)
            {
                weights[entity] = Score(a, entity, y, x);
            }
        }

        LivingSoftmax.Cell(masks, weights, weights, entities, 1);
        LivingSoftmax.Cell(masks, weights, CellVector.Of(a.Shares, 0, y, x), entities, a.InverseTemperature);
        for (int channel = 0; channel < a.Proposals.Channels; channel++)
        {
            // What is no number stays none.
            float free = Unclamped(a, channel, y, x);
            float high = free > 1 ? 1f : free;
            a.NextState.At(channel, y, x) = high < -1 ? -1f : high;
        }
    }

    private static float Score(in Arguments a, int entity, int y, int x)
    {
        int half = a.Proposals.Half;
        CellVector attacks = a.Proposals.VectorAt(entity, 0, y, x);
        CellVector defences = a.Proposals.VectorAt(entity, half, y, x);
        float attackScale = a.Scales.At(entity, y, x);
        float defenceScale = a.Scales.At(a.Proposals.Entities + entity, y, x);
        CellVector sums = CellVector.Of(a.Sums, 0, y, x);
        float score = 0;
        for (int channel = 0; channel < half; channel++)
        {
            float attack = attackScale * attacks[channel];
            float defence = defenceScale * defences[channel];
            score += a.Kind == ContestKind.Duel
                ? attack * sums[half + channel] - defence * sums[channel]
                : attack * (sums[half + channel] - defence);
        }

        return score;
    }

    /// <summary>A cell's next state before it is clamped, f = s + Σ_i w_i u_i.</summary>
    internal static float Unclamped(in Arguments a, int channel, int y, int x)
    {
        float push = 0;
        for (int entity = 0; entity < a.Proposals.Entities; entity++)
        {
            if (a.Masks.At(entity, y, x) != 0)
            {
                push += a.Weights.At(entity, y, x) * a.Proposals.At(entity, channel, y, x);
            }
        }

        return a.State.At(channel, y, x) + push;
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
        Span<int> room = stackalloc int[a.Proposals.Entities];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int x = area.X; x < area.Right; x += L.Count)
            {
                ReadOnlySpan<int> living = Living.In<L, V>(a.Masks, y, x, room);
                Directions.Gather<L, V>(a, living, y, x);
                foreach (int entity in living)
                {
                    L.Store(Score<L, V>(a, entity, y, x), a.Weights.Row(entity, y, x));
                }

                LivingSoftmax.Cells<L, V>(a.Masks, a.Weights, a.Weights, living, y, x, 1);
                LivingSoftmax.Cells<L, V>(a.Masks, a.Weights, a.Shares, living, y, x, a.InverseTemperature);
                Living.ClearOthers<L, V>(a.Weights, room.Length, living, y, x);
                Living.ClearOthers<L, V>(a.Shares, room.Length, living, y, x);
                for (int channel = 0; channel < a.Proposals.Channels; channel++)
                {
                    V free = Unclamped<L, V>(a, living, channel, y, x);
                    L.Store(L.Max(L.Create(-1), L.Min(L.Create(1), free)), a.NextState.Row(channel, y, x));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe V Score<L, V>(in Arguments a, int entity, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int half = a.Proposals.Half;
        V attackScale = L.Load(a.Scales.Row(entity, y, x));
        V defenceScale = L.Load(a.Scales.Row(a.Proposals.Entities + entity, y, x));
        LaneVector sums = LaneVector.Of(a.Sums, 0, y, x);
        V score = default;
        for (int channel = 0; channel < half; channel++)
        {
            V attack = L.Multiply(attackScale, a.Proposals.Load<L, V>(entity, channel, y, x));
            V defence = L.Multiply(defenceScale, a.Proposals.Load<L, V>(entity, half + channel, y, x));
            V others = L.Load(sums[half + channel]);
            score = a.Kind == ContestKind.Duel
                ? L.Subtract(L.MultiplyAdd(attack, others, score), L.Multiply(defence, L.Load(sums[channel])))
                : L.MultiplyAdd(attack, L.Subtract(others, defence), score);
        }

        return score;
    }

    /// <summary>The same as the device's for a vector of cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe V Unclamped<L, V>(in Arguments a, ReadOnlySpan<int> living, int channel, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V push = default;
        foreach (int entity in living)
        {
            V more = L.MultiplyAdd(L.Load(a.Weights.Row(entity, y, x)), a.Proposals.Load<L, V>(entity, channel, y, x), push);
            push = L.SelectLess(default, L.Load(a.Masks.Row(entity, y, x)), more, push);
        }

        return L.Add(L.Load(a.State.Row(channel, y, x)), push);
    }
}
