using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// The end of a step (section 4, steps 10 to 13): new state s' = alive · tanh(s + 0.5 Σ_i w_i u_i), the win rate, and
/// the asynchronous update, in which a cell takes its new values with a probability and else keeps the old ones.
/// </summary>
public readonly struct CellUpdate : IDeviceBody<CellUpdate.Arguments>, ISimdBody<CellUpdate.Arguments>
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

        /// <summary>From <see cref="CellUniforms"/>, <c>[1][y][x]</c>.</summary>
        public Planes Uniforms;

        /// <summary>Aliveness then state before the step, <c>[entities + channels][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>The same after the step.</summary>
        public Planes NextGrid;

        /// <summary>Win rate, which the step changes in place, <c>[1][y][x]</c>.</summary>
        public Planes WinRate;

        /// <summary>1 when the win rate is on, 0 when it is carried over.</summary>
        public int WinRateOn;

        /// <summary>U.</summary>
        public float Probability;

        /// <summary>m.</summary>
        public float Memory;

        /// <summary>How much the win rate changes the probability.</summary>
        public float Strength;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities + 1) * arguments.Proposals.Channels + 4 * arguments.Proposals.Entities + 4);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        int entities = a.Proposals.Entities;
        float rate = a.WinRate.At(0, y, x);
        bool updates = a.Uniforms.At(0, y, x) < ProbabilityOf(a, y, x);
        float best = 0;
        for (int entity = 0; entity < entities; entity++)
        {
            float aliveness = a.Aliveness.At(entity, y, x);
            best = MathF.Max(best, aliveness);
            a.NextGrid.At(entity, y, x) = updates ? aliveness : a.Grid.At(entity, y, x);
        }

        a.WinRate.At(0, y, x) = a.WinRateOn != 0 ? a.Memory * rate + (1 - a.Memory) * best : rate;
        float alive = a.Alive.At(0, y, x);
        for (int channel = 0; channel < a.Proposals.Channels; channel++)
        {
            float state = a.Grid.At(entities + channel, y, x);
            if (updates)
            {
                float change = 0;
                for (int entity = 0; entity < entities; entity++)
                {
                    change += a.Weights.At(entity, y, x) * a.Proposals.At(entity, channel, y, x);
                }

                state = Scalar.Tanh(state + 0.5f * change) * alive;
            }

            a.NextGrid.At(entities + channel, y, x) = state;
        }
    }

    /// <summary>
    /// The probability with which a cell takes part: U, or with win rate r clamp(U (1 + strength (r − 0.5)), 0.1, 1).
    /// </summary>
    internal static float ProbabilityOf(in Arguments a, int y, int x)
    {
        float factor = 1 + a.Strength * (a.WinRate.At(0, y, x) - 0.5f);
        return a.WinRateOn != 0 ? MathF.Min(1, MathF.Max(0.1f, a.Probability * factor)) : a.Probability;
    }

    /// <summary>The same for a vector of cells.</summary>
    internal static unsafe V Probabilities<L, V>(in Arguments a, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V probability = L.Create(a.Probability);
        if (a.WinRateOn == 0)
        {
            return probability;
        }

        V rate = L.Load(a.WinRate.Row(0, y, x));
        V factor = L.MultiplyAdd(L.Create(a.Strength), L.Subtract(rate, L.Create(0.5f)), L.Create(1));
        return L.Min(L.Create(1), L.Max(L.Create(0.1f), L.Multiply(probability, factor)));
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        int entities = a.Proposals.Entities;
        float** proposals = stackalloc float*[entities];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            ProbabilityRow<L, V>(a, area, y, scratch);
            float* uniforms = a.Uniforms.Row(0, y, area.X);
            float* alive = a.Alive.Row(0, y, area.X);
            float* weights = a.Weights.Row(0, y, area.X);
            for (int entity = 0; entity < entities; entity++)
            {
                float* old = a.Grid.Row(entity, y, area.X);
                float* next = a.NextGrid.Row(entity, y, area.X);
                float* aliveness = a.Aliveness.Row(entity, y, area.X);
                for (int x = 0; x < area.Width; x += L.Count)
                {
                    V value = L.SelectLess(L.Load(uniforms + x), L.Load(scratch + x), L.Load(aliveness + x), L.Load(old + x));
                    L.Store(value, next + x);
                }
            }

            for (int channel = 0; channel < a.Proposals.Channels; channel++)
            {
                float* old = a.Grid.Row(entities + channel, y, area.X);
                float* next = a.NextGrid.Row(entities + channel, y, area.X);
                a.Proposals.Rows(channel, y, area.X, proposals);
                for (int x = 0; x < area.Width; x += L.Count)
                {
                    V change = default;
                    for (int entity = 0; entity < entities; entity++)
                    {
                        V weight = L.Load(weights + entity * a.Weights.Stride + x);
                        change = L.MultiplyAdd(weight, L.Load(proposals[entity] + x), change);
                    }

                    V state = L.Load(old + x);
                    V moved = VectorMath.Tanh<L, V>(L.MultiplyAdd(change, L.Create(0.5f), state));
                    moved = L.Multiply(moved, L.Load(alive + x));
                    L.Store(L.SelectLess(L.Load(uniforms + x), L.Load(scratch + x), moved, state), next + x);
                }
            }
        }
    }

    // The probabilities of one row into `probabilities`, and the row's next win rate into its place.
    private static unsafe void ProbabilityRow<L, V>(in Arguments a, Area area, int y, float* probabilities)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* rates = a.WinRate.Row(0, y, area.X);
        float* aliveness = a.Aliveness.Row(0, y, area.X);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            L.Store(Probabilities<L, V>(a, y, area.X + x), probabilities + x);
            if (a.WinRateOn != 0)
            {
                V best = default;
                for (int entity = 0; entity < a.Proposals.Entities; entity++)
                {
                    best = L.Max(best, L.Load(aliveness + entity * a.Aliveness.Stride + x));
                }

                V kept = L.Multiply(L.Create(1 - a.Memory), best);
                L.Store(L.MultiplyAdd(L.Create(a.Memory), L.Load(rates + x), kept), rates + x);
            }
        }
    }
}
