using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// The end of a step (section 4, steps 12 and 13): the aliveness of the cells that take part, the others keep the old one, and
/// the win rate of all. On the way each row is counted: what changed, and what there is now. It runs last, since it overwrites the win
/// rates by which <see cref="StateUpdate"/> chooses its cells.
/// </summary>
public readonly struct AlivenessUpdate : IGroupBody<AlivenessUpdate.Arguments>, ISimdBody<AlivenessUpdate.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>From <see cref="Resolution"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>Which cells take part. Its win rates, of all cells, are changed in place.</summary>
        public Participation Participation;

        /// <summary>Aliveness before the step, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>The same after the step.</summary>
        public Planes NextGrid;

        /// <summary>What the step changes.</summary>
        public Activity Activity;

        /// <summary>As <see cref="Census"/> makes them of the next grid, <c>[entities][rows of the whole]</c>.</summary>
        public ArrayView<float> RowSums;

        /// <summary>The sun and the species.</summary>
        public int Entities;

        /// <summary>m.</summary>
        public float Memory;

        /// <summary>The whole grid.</summary>
        public Area Whole;

        /// <summary>Rows to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target, 4 * arguments.Entities + 3);

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

        for (int entity = 0; entity < a.Entities; entity++)
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
        bool updates = a.Participation.Has(y, x);
        float best = 0;
        float moved = 0;
        for (int entity = 0; entity < a.Entities; entity++)
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
        if (a.Participation.WinRateOn != 0)
        {
            ref float rate = ref a.Participation.WinRate.At(0, y, x);
            rate = a.Memory * rate + (1 - a.Memory) * best;
        }
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
                a.Participation.Row<L, V>(y, x, columns, scratch, scratch + CellTiles.Widest);
                Aliveness<L, V>(a, y, x, columns, scratch);
                Count<L, V>(a, y, x, columns, scratch, sums);
                if (a.Participation.WinRateOn != 0)
                {
                    WinRate<L, V>(a, y, x, columns);
                }
            }

            a.Activity.Put(y - a.Whole.Y, LaneSums.Total(sums), LaneSums.Total(sums + LaneSums.Count));
            for (int entity = 0; entity < a.Entities; entity++)
            {
                float sum = Census.RowSum<L, V>(a.NextGrid.Row(entity, y, a.Target.X), a.Target.Width);
                a.RowSums[(long)entity * a.Whole.Height + y - a.Whole.Y] = sum;
            }
        }
    }

    private static unsafe void Aliveness<L, V>(in Arguments a, int y, int left, int columns, float* uniforms)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* probabilities = uniforms + CellTiles.Widest;
        float* changes = probabilities + CellTiles.Widest;
        Rows.Clear(changes, Rows.RoundUp(columns));
        for (int entity = 0; entity < a.Entities; entity++)
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

    private static unsafe void WinRate<L, V>(in Arguments a, int y, int left, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* rates = a.Participation.WinRate.Row(0, y, left);
        float* aliveness = a.Aliveness.Row(0, y, left);
        for (int x = 0; x < columns; x += L.Count)
        {
            V best = default;
            for (int entity = 0; entity < a.Entities; entity++)
            {
                best = L.Max(best, L.Load(aliveness + entity * a.Aliveness.Stride + x));
            }

            V kept = L.Multiply(L.Create(1 - a.Memory), best);
            L.Store(L.MultiplyAdd(L.Create(a.Memory), L.Load(rates + x), kept), rates + x);
        }
    }
}
