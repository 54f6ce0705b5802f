using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// The end of a step (section 4, steps 10 to 13): new state s' = alive · tanh(s + 0.5 Σ_i w_i u_i), the win rate, and
/// the asynchronous update, in which a cell takes its new values with a probability and else keeps the old ones. On the way
/// each row is counted: what changed, and what there is now.
/// </summary>
public readonly struct CellUpdate : IGroupBody<CellUpdate.Arguments>, ISimdBody<CellUpdate.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The proposals.</summary>
        public Proposals Proposals;

        /// <summary>From <see cref="Resolution"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>From <see cref="Resolution"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>From <see cref="Resolution"/>, <c>[1][y][x]</c>.</summary>
        public Planes Alive;

        /// <summary>Which cells take part.</summary>
        public CellUniforms Uniforms;

        /// <summary>Aliveness then state before the step, <c>[entities + channels][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>The same after the step.</summary>
        public Planes NextGrid;

        /// <summary>Win rate, which the step changes in place, <c>[1][y][x]</c>.</summary>
        public Planes WinRate;

        /// <summary>What the step changes.</summary>
        public Activity Activity;

        /// <summary>As <see cref="Census"/> makes them of the next grid, <c>[entities][rows of the whole]</c>.</summary>
        public ArrayView<float> RowSums;

        /// <summary>1 when the win rate is on, 0 when it is carried over.</summary>
        public int WinRateOn;

        /// <summary>U.</summary>
        public float Probability;

        /// <summary>m.</summary>
        public float Memory;

        /// <summary>How much the win rate changes the probability.</summary>
        public float Strength;

        /// <summary>The whole grid.</summary>
        public Area Whole;

        /// <summary>Rows to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities + 1) * arguments.Proposals.Channels + 4 * arguments.Proposals.Entities + 4);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover(arguments.Target.Height, GroupRows.OfCells, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        ArrayView<float> taking = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        bool exists = GroupRows.Row < a.Target.Height;
        int y = a.Target.Y + GroupRows.Row;
        int width = exists ? a.Target.Width : 0;
        for (int strand = Group.IdxX; strand < GroupRows.OfCells; strand += Group.DimX)
        {
            float change = 0;
            float participants = 0;
            for (int x = strand; x < width; x += GroupRows.OfCells)
            {
                Update(a, y, a.Target.X + x, ref change, ref participants);
            }

            GroupRows.Put(shared, strand, GroupRows.OfCells, new KahanSum(change, 0));
            GroupRows.Put(taking, strand, GroupRows.OfCells, new KahanSum(participants, 0));
        }

        float changes = GroupRows.Total(shared, GroupRows.OfCells);
        float all = GroupRows.Total(taking, GroupRows.OfCells);
        if (exists && Group.IdxX == 0)
        {
            a.Activity.Put(y - a.Whole.Y, changes, all);
        }

        for (int entity = 0; entity < a.Proposals.Entities; entity++)
        {
            float sum = Census.RowSum(shared, a.NextGrid, entity, y, a.Target.X, width);
            if (exists && Group.IdxX == 0)
            {
                a.RowSums[entity * a.Whole.Height + y - a.Whole.Y] = sum;
            }
        }
    }

    private static void Update(in Arguments a, int y, int x, ref float change, ref float participants)
    {
        int entities = a.Proposals.Entities;
        float rate = a.WinRate.At(0, y, x);
        bool updates = a.Uniforms.At(y, x) < ProbabilityAt(a, rate);
        float best = 0;
        float moved = 0;
        for (int entity = 0; entity < entities; entity++)
        {
            float aliveness = a.Aliveness.At(entity, y, x);
            float old = a.Grid.At(entity, y, x);
            best = MathF.Max(best, aliveness);
            moved += MathF.Abs(aliveness - old);
            a.NextGrid.At(entity, y, x) = updates ? aliveness : old;
        }

        moved = updates ? moved : 0f;
        change += moved;
        participants += updates ? 1f : 0f;
        a.Activity.Track(y, x, moved);
        a.WinRate.At(0, y, x) = a.WinRateOn != 0 ? a.Memory * rate + (1 - a.Memory) * best : rate;
        float alive = a.Alive.At(0, y, x);
        for (int channel = 0; channel < a.Proposals.Channels; channel++)
        {
            float state = a.Grid.At(entities + channel, y, x);
            if (updates)
            {
                float push = 0;
                for (int entity = 0; entity < entities; entity++)
                {
                    push += a.Weights.At(entity, y, x) * a.Proposals.At(entity, channel, y, x);
                }

                state = Scalar.Tanh(state + 0.5f * push) * alive;
            }

            a.NextGrid.At(entities + channel, y, x) = state;
        }
    }

    // U, or with win rate r clamp(U (1 + strength (r − 0.5)), 0.1, 1).
    private static float ProbabilityAt(in Arguments a, float rate)
    {
        float factor = 1 + a.Strength * (rate - 0.5f);
        return a.WinRateOn != 0 ? MathF.Min(1, MathF.Max(0.1f, a.Probability * factor)) : a.Probability;
    }

    private const int RowsPerTile = 4;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => Division.Up(arguments.Target.Height, RowsPerTile);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 3 * CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* sums = stackalloc float[2 * LaneSums.Count];
        int last = Math.Min(a.Target.Bottom, a.Target.Y + (tile + 1) * RowsPerTile);
        for (int y = a.Target.Y + tile * RowsPerTile; y < last; y++)
        {
            Rows.Clear(sums, 2 * LaneSums.Count);
            for (int x = a.Target.X; x < a.Target.Right; x += CellTiles.Widest)
            {
                int columns = Math.Min(CellTiles.Widest, a.Target.Right - x);
                Chances<L, V>(a, y, x, columns, scratch);
                Aliveness<L, V>(a, y, x, columns, scratch);
                Count<L, V>(a, y, x, columns, scratch, sums);
                State<L, V>(a, y, x, columns, scratch);
            }

            a.Activity.Put(y - a.Whole.Y, LaneSums.Total(sums), LaneSums.Total(sums + LaneSums.Count));
            for (int entity = 0; entity < a.Proposals.Entities; entity++)
            {
                float sum = Census.RowSum<L, V>(a.NextGrid.Row(entity, y, a.Target.X), a.Target.Width);
                a.RowSums[(long)entity * a.Whole.Height + y - a.Whole.Y] = sum;
            }
        }
    }

    // Which cells of a part of a row take part, and the row's next win rate in its place.
    private static unsafe void Chances<L, V>(in Arguments a, int y, int left, int columns, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* rates = a.WinRate.Row(0, y, left);
        float* aliveness = a.Aliveness.Row(0, y, left);
        float* probabilities = scratch + CellTiles.Widest;
        a.Uniforms.Row(y, left, columns, scratch);

        // What lies beyond the row takes no part.
        Rows.Fill(scratch + columns, Rows.RoundUp(columns) - columns, 1);
        for (int x = 0; x < columns; x += L.Count)
        {
            V probability = L.Create(a.Probability);
            if (a.WinRateOn != 0)
            {
                V rate = L.Load(rates + x);
                V factor = L.MultiplyAdd(L.Create(a.Strength), L.Subtract(rate, L.Create(0.5f)), L.Create(1));
                probability = L.Min(L.Create(1), L.Max(L.Create(0.1f), L.Multiply(probability, factor)));
                V best = default;
                for (int entity = 0; entity < a.Proposals.Entities; entity++)
                {
                    best = L.Max(best, L.Load(aliveness + entity * a.Aliveness.Stride + x));
                }

                V kept = L.Multiply(L.Create(1 - a.Memory), best);
                L.Store(L.MultiplyAdd(L.Create(a.Memory), rate, kept), rates + x);
            }

            L.Store(probability, probabilities + x);
        }
    }

    private static unsafe void Aliveness<L, V>(in Arguments a, int y, int left, int columns, float* uniforms)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* probabilities = uniforms + CellTiles.Widest;
        float* changes = probabilities + CellTiles.Widest;
        Rows.Clear(changes, Rows.RoundUp(columns));
        for (int entity = 0; entity < a.Proposals.Entities; entity++)
        {
            float* old = a.Grid.Row(entity, y, left);
            float* next = a.NextGrid.Row(entity, y, left);
            float* aliveness = a.Aliveness.Row(entity, y, left);
            for (int x = 0; x < columns; x += L.Count)
            {
                V now = L.Load(aliveness + x);
                V before = L.Load(old + x);
                L.Store(L.Add(L.Load(changes + x), L.Abs(L.Subtract(now, before))), changes + x);
                L.Store(L.SelectLess(L.Load(uniforms + x), L.Load(probabilities + x), now, before), next + x);
            }
        }
    }

    private static unsafe void Count<L, V>(in Arguments a, int y, int left, int columns, float* uniforms, float* sums)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* probabilities = uniforms + CellTiles.Widest;
        float* changes = probabilities + CellTiles.Widest;
        for (int x = 0; x < columns; x += L.Count)
        {
            V uniform = L.Load(uniforms + x);
            V probability = L.Load(probabilities + x);
            V change = L.SelectLess(uniform, probability, L.Load(changes + x), default);
            LaneSums.Add<L, V>(change, sums + x % LaneSums.Count);
            V takesPart = L.SelectLess(uniform, probability, L.Create(1), default);
            LaneSums.Add<L, V>(takesPart, sums + LaneSums.Count + x % LaneSums.Count);
            a.Activity.Track<L, V>(y, left + x, change);
        }
    }

    private static unsafe void State<L, V>(in Arguments a, int y, int left, int columns, float* uniforms)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int entities = a.Proposals.Entities;
        float** proposals = stackalloc float*[entities];
        float* probabilities = uniforms + CellTiles.Widest;
        float* alive = a.Alive.Row(0, y, left);
        float* weights = a.Weights.Row(0, y, left);
        for (int channel = 0; channel < a.Proposals.Channels; channel++)
        {
            float* old = a.Grid.Row(entities + channel, y, left);
            float* next = a.NextGrid.Row(entities + channel, y, left);
            a.Proposals.Rows(channel, y, left, proposals);
            for (int x = 0; x < columns; x += L.Count)
            {
                V push = default;
                for (int entity = 0; entity < entities; entity++)
                {
                    V weight = L.Load(weights + entity * a.Weights.Stride + x);
                    push = L.MultiplyAdd(weight, L.Load(proposals[entity] + x), push);
                }

                V state = L.Load(old + x);
                V moved = VectorMath.Tanh<L, V>(L.MultiplyAdd(push, L.Create(0.5f), state));
                moved = L.Multiply(moved, L.Load(alive + x));
                L.Store(L.SelectLess(L.Load(uniforms + x), L.Load(probabilities + x), moved, state), next + x);
            }
        }
    }
}
