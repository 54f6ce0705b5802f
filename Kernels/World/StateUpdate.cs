using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// The new state of the cells that take part (section 4, steps 10, 11 and 13), s' = alive · tanh(s + 0.5 Σ_i w_i u_i); the others
/// keep the old one. What an entity without weight proposes is left out, so it may be anything.
/// </summary>
public readonly struct StateUpdate : IDeviceBody<StateUpdate.Arguments>, ISimdBody<StateUpdate.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The proposals.</summary>
        public Proposals Proposals;

        /// <summary>From <see cref="Resolution"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>From <see cref="Resolution"/>, <c>[1][y][x]</c>.</summary>
        public Planes Alive;

        /// <summary>Which cells take part.</summary>
        public Participation Participation;

        /// <summary>State before the step, <c>[channels][y][x]</c>.</summary>
        public Planes State;

        /// <summary>State after the step.</summary>
        public Planes NextState;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    // A thread's channels: few, so that there are many threads, but several, since each thread draws its cell's number.
    private const int ChannelsOfThread = 8;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities + 1) * arguments.Proposals.Channels + arguments.Proposals.Entities + 2);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) =>
        arguments.Target.Cells * Division.Up(arguments.Proposals.Channels, ChannelsOfThread);

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        int first = index / cells * ChannelsOfThread;
        int last = IntrinsicMath.Min(first + ChannelsOfThread, a.Proposals.Channels);
        bool updates = a.Participation.Has(y, x);
        float alive = a.Alive.At(0, y, x);
        for (int channel = first; channel < last; channel++)
        {
            float state = a.State.At(channel, y, x);
            if (updates)
            {
                float push = 0;
                for (int entity = 0; entity < a.Proposals.Entities; entity++)
                {
                    float weight = a.Weights.At(entity, y, x);
                    push += weight != 0 ? weight * a.Proposals.At(entity, channel, y, x) : 0f;
                }

                state = Scalar.Tanh(state + 0.5f * push) * alive;
            }

            a.NextState.At(channel, y, x) = state;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 2 * CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        float* probabilities = scratch + CellTiles.Widest;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            a.Participation.Row<L, V>(y, area.X, area.Width, scratch, probabilities);
            UpdateRow<L, V>(a, y, area.X, area.Width, scratch, probabilities);
        }
    }

    private static unsafe void UpdateRow<L, V>(
        in Arguments a, int y, int left, int columns, float* draws, float* probabilities)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int entities = a.Proposals.Entities;
        float** proposals = stackalloc float*[entities];
        int* weighing = stackalloc int[entities];
        int count = Rows.ListOthers(a.Weights, entities, y, left, columns, 0, weighing);
        float* alive = a.Alive.Row(0, y, left);
        float* weights = a.Weights.Row(0, y, left);
        for (int channel = 0; channel < a.Proposals.Channels; channel++)
        {
            float* old = a.State.Row(channel, y, left);
            float* next = a.NextState.Row(channel, y, left);
            a.Proposals.Rows(channel, y, left, proposals);
            for (int x = 0; x < columns; x += L.Count)
            {
                V push = default;
                for (int i = 0; i < count; i++)
                {
                    V weight = L.Load(weights + weighing[i] * a.Weights.Stride + x);
                    V more = L.MultiplyAdd(weight, L.Load(proposals[weighing[i]] + x), push);
                    push = L.SelectLess(weight, L.Create(float.Epsilon), push, more);
                }

                V state = L.Load(old + x);
                V moved = VectorMath.Tanh<L, V>(L.MultiplyAdd(push, L.Create(0.5f), state));
                moved = L.Multiply(moved, L.Load(alive + x));
                L.Store(L.SelectLess(L.Load(draws + x), L.Load(probabilities + x), moved, state), next + x);
            }
        }
    }
}
