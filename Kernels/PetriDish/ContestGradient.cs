using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// The way back through <see cref="Survival"/> and <see cref="Contest"/>, for each perspective p by itself: entity p learns from its
/// own loss, and all others' proposals are constants. From α_i = ∂L_p/∂a'_i and γ_c = ∂L_p/∂s'_c of the next grid to du_p and
/// to g, the gradient of the state before the step but for what comes through networks: g_c = γ_c where f_c was not clamped;
/// dw_i is what <see cref="SurvivalGradient"/> makes of α, and Σ_c g_c u_ic; dscore_i = w_i (dw_i − Σ_j w_j dw_j); du_p is what
/// <see cref="DirectionsGradient"/> makes of it, and w_p g.
/// </summary>
/// <remarks>Masks are constants. Where entity p is dead, du_p is exactly 0 and nothing is needed but g.</remarks>
public readonly struct ContestGradient : IDeviceBody<ContestGradient.Arguments>, ISimdBody<ContestGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>
        /// What the step's <see cref="Contest"/> read and wrote, all but the next state. Nothing else of the step is needed: what
        /// depends on it is computed again.
        /// </summary>
        public Contest.Arguments Forward;

        /// <summary>a' after the step, <c>[entities ..][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>
        /// α_p of each entity for the cells of each world, <c>[entities][worlds]</c>, at the last step, where γ and all other α are 0.
        /// </summary>
        public ArrayView<float> Upstream;

        /// <summary>
        /// α, where networks see aliveness, then γ, <c>[species][inputs][y][x]</c>: those of species p are the gradient of what its
        /// network reads in the next step. None at the last step.
        /// </summary>
        public Planes Adjoints;

        /// <summary>g in the places of γ; others stay as they are. It may be where the adjoints are. None at the last step.</summary>
        public Planes Flow;

        /// <summary>Room for a gradient of each score, <c>[perspectives · entities][y][x]</c>.</summary>
        public Planes ScoreGradient;

        /// <summary>du_p of the species, laid out as their proposals; 0 beyond the last column.</summary>
        public Planes Gradient;

        /// <summary>du_0 of the sun in each cell, <c>[channels][y][x]</c>; 0 beyond the last column.</summary>
        public Planes SunGradient;

        /// <summary>1 at the last step that is learned through, 0 before it. The sun learns from the last step alone.</summary>
        public int IsLast;

        /// <summary>1 where networks see aliveness.</summary>
        public int AliveVisible;

        /// <summary>First perspective; 0 is the sun's.</summary>
        public int First;

        /// <summary>Number of perspectives.</summary>
        public int Count;

        /// <summary>The worlds.</summary>
        public WorldStack Readable;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments)
    {
        DishProposals proposals = arguments.Forward.Proposals;
        int read = proposals.Entities * proposals.Channels + 6 * proposals.Entities + proposals.Channels;
        return Cost.OfCells(arguments.Forward.Target, read + arguments.Count * (proposals.Entities + 3 * proposals.Channels));
    }

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Count * arguments.Forward.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        Area target = a.Forward.Target;
        int cells = target.Width * target.Height;
        int perspective = a.First + index / cells;
        int x = target.ColumnOf(index % cells);
        int y = target.RowOf(index % cells);
        int channels = a.Forward.Proposals.Channels;
        if (a.IsLast == 0)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int plane = StatePlane(a, perspective) + channel;
                float free = Contest.Unclamped(a.Forward, channel, y, x);
                a.Flow.At(plane, y, x) = free >= -1 && free <= 1 ? a.Adjoints.At(plane, y, x) : 0f;
            }
        }

        CellVector gradient = perspective == 0
            ? CellVector.Of(a.SunGradient, 0, y, x)
            : a.Forward.Proposals.VectorIn(a.Gradient, perspective, 0, y, x);
        bool isAlive = a.Forward.Masks.At(perspective, y, x) != 0;
        if (isAlive)
        {
            CellVector slopes = CellVector.Of(a.ScoreGradient, SlopePlane(a, perspective), y, x);
            SurvivalGradient.Put(a, perspective, y, x, slopes);
            ThroughState(a, perspective, y, x, slopes);
            ThroughSoftmax(a, y, x, slopes);
            DirectionsGradient.Put(a.Forward, perspective, y, x, slopes, gradient);
        }

        for (int channel = 0; channel < channels; channel++)
        {
            float vector = isAlive && channel < a.Forward.Proposals.StateChannels ? gradient[channel] : 0f;
            gradient[channel] = isAlive && a.IsLast == 0
                ? vector + a.Forward.Weights.At(perspective, y, x) * a.Flow.At(StatePlane(a, perspective) + channel, y, x)
                : vector;
        }
    }

    // The state's part of dw.
    private static void ThroughState(in Arguments a, int perspective, int y, int x, CellVector slopes)
    {
        if (a.IsLast != 0)
        {
            return;
        }

        int channels = a.Forward.Proposals.Channels;
        CellVector flow = CellVector.Of(a.Flow, StatePlane(a, perspective), y, x);
        for (int entity = 0; entity < a.Forward.Proposals.Entities; entity++)
        {
            if (a.Forward.Masks.At(entity, y, x) != 0)
            {
                slopes[entity] += CellVector.Dot(flow, a.Forward.Proposals.VectorAt(entity, 0, y, x), channels);
            }
        }
    }

    // From dw to dscore.
    private static void ThroughSoftmax(in Arguments a, int y, int x, CellVector slopes)
    {
        CellVector masks = CellVector.Of(a.Forward.Masks, 0, y, x);
        CellVector weights = CellVector.Of(a.Forward.Weights, 0, y, x);
        int entities = a.Forward.Proposals.Entities;
        float mean = 0;
        for (int entity = 0; entity < entities; entity++)
        {
            mean += masks[entity] != 0 ? weights[entity] * slopes[entity] : 0f;
        }

        for (int entity = 0; entity < entities; entity++)
        {
            slopes[entity] = masks[entity] != 0 ? weights[entity] * (slopes[entity] - mean) : 0f;
        }
    }

    private static int SlopePlane(in Arguments a, int perspective) => (perspective - a.First) * a.Forward.Proposals.Entities;

    /// <summary>The first plane of a perspective's adjoints.</summary>
    internal static int AdjointPlane(in Arguments a, int perspective) =>
        (perspective - 1) * (a.Forward.Proposals.Channels + SeenEntities(a));

    private static int StatePlane(in Arguments a, int perspective) => AdjointPlane(a, perspective) + SeenEntities(a);

    private static int SeenEntities(in Arguments a) => a.AliveVisible != 0 ? a.Forward.Proposals.Entities : 0;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Forward.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => (long)arguments.Forward.Proposals.Channels * LaneSums.Count;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Forward.Target)[tile];
        LaneVector free = new(scratch, LaneSums.Count);
        Span<int> room = stackalloc int[a.Forward.Proposals.Entities];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int x = area.X; x < area.Right; x += L.Count)
            {
                ReadOnlySpan<int> living = Living.In<L, V>(a.Forward.Masks, y, x, room);
                for (int channel = 0; a.IsLast == 0 && channel < a.Forward.Proposals.Channels; channel++)
                {
                    L.Store(Contest.Unclamped<L, V>(a.Forward, living, channel, y, x), free[channel]);
                }

                for (int perspective = a.First; perspective < a.First + a.Count; perspective++)
                {
                    Cells<L, V>(a, living, perspective, y, x, free);
                }
            }

            for (int perspective = a.First; perspective < a.First + a.Count; perspective++)
            {
                ClearBeyond(a, perspective, y, area);
            }
        }
    }

    private static unsafe void Cells<L, V>(
        in Arguments a, ReadOnlySpan<int> living, int perspective, int y, int x, LaneVector free)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int channels = a.Forward.Proposals.Channels;
        for (int channel = 0; a.IsLast == 0 && channel < channels; channel++)
        {
            int plane = StatePlane(a, perspective) + channel;
            V inside = L.SelectLess(L.Create(1), L.Abs(L.Load(free[channel])), default, L.Load(a.Adjoints.Row(plane, y, x)));
            L.Store(inside, a.Flow.Row(plane, y, x));
        }

        LaneVector gradient = GradientLanes(a, perspective, y, x);
        bool isLiving = living.Contains(perspective);
        if (isLiving)
        {
            LaneVector slopes = LaneVector.Of(a.ScoreGradient, SlopePlane(a, perspective), y, x);
            SurvivalGradient.Put<L, V>(a, living, perspective, y, x, slopes);
            ThroughState<L, V>(a, living, perspective, y, x, slopes);
            ThroughSoftmax<L, V>(a, living, y, x, slopes);
            DirectionsGradient.Put<L, V>(a.Forward, living, perspective, y, x, slopes, gradient);
        }

        V alive = L.Load(a.Forward.Masks.Row(perspective, y, x));
        V weight = L.Load(a.Forward.Weights.Row(perspective, y, x));
        for (int channel = 0; channel < channels; channel++)
        {
            V own = isLiving && channel < a.Forward.Proposals.StateChannels ? L.Load(gradient[channel]) : default;
            if (isLiving && a.IsLast == 0)
            {
                own = L.MultiplyAdd(weight, L.Load(a.Flow.Row(StatePlane(a, perspective) + channel, y, x)), own);
            }

            L.Store(L.SelectLess(default, alive, own, default), gradient[channel]);
        }
    }

    private static unsafe void ThroughState<L, V>(
        in Arguments a, ReadOnlySpan<int> living, int perspective, int y, int x, LaneVector slopes)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        if (a.IsLast != 0)
        {
            return;
        }

        int channels = a.Forward.Proposals.Channels;
        LaneVector flow = LaneVector.Of(a.Flow, StatePlane(a, perspective), y, x);
        foreach (int entity in living)
        {
            V sum = default;
            for (int channel = 0; channel < channels; channel++)
            {
                sum = L.MultiplyAdd(L.Load(flow[channel]), a.Forward.Proposals.Load<L, V>(entity, channel, y, x), sum);
            }

            L.Store(L.Add(L.Load(slopes[entity]), sum), slopes[entity]);
        }
    }

    private static unsafe void ThroughSoftmax<L, V>(
        in Arguments a, ReadOnlySpan<int> living, int y, int x, LaneVector slopes)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V mean = default;
        foreach (int entity in living)
        {
            V alive = L.Load(a.Forward.Masks.Row(entity, y, x));
            V more = L.MultiplyAdd(L.Load(a.Forward.Weights.Row(entity, y, x)), L.Load(slopes[entity]), mean);
            mean = L.SelectLess(default, alive, more, mean);
        }

        foreach (int entity in living)
        {
            V alive = L.Load(a.Forward.Masks.Row(entity, y, x));
            V own = L.Multiply(L.Load(a.Forward.Weights.Row(entity, y, x)), L.Subtract(L.Load(slopes[entity]), mean));
            L.Store(L.SelectLess(default, alive, own, default), slopes[entity]);
        }
    }

    private static unsafe void ClearBeyond(in Arguments a, int perspective, int y, Area area)
    {
        LaneVector gradient = GradientLanes(a, perspective, y, area.Right);
        for (int channel = 0; channel < a.Forward.Proposals.Channels; channel++)
        {
            Rows.Clear(gradient[channel], Rows.RoundUp(area.Width) - area.Width);
        }
    }

    private static LaneVector GradientLanes(in Arguments a, int perspective, int y, int x) => perspective == 0
        ? LaneVector.Of(a.SunGradient, 0, y, x)
        : a.Forward.Proposals.LanesIn(a.Gradient, perspective, 0, y, x);
}
