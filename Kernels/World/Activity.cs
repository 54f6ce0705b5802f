using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// What a step is about to change in each row: the sum of |Δa| over all entities, and how many cells take part. Runs
/// before <see cref="CellUpdate"/>, which may write over the old grid.
/// </summary>
public readonly struct Activity : IGroupBody<Activity.Arguments>, ISimdBody<Activity.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the update will read.</summary>
        public CellUpdate.Arguments Update;

        /// <summary>The result, <c>[rows of the whole][2]</c>: change, participants.</summary>
        public ArrayView<float> Rows;

        /// <summary>1 to keep a map of where things change, 0 to leave <see cref="Heat"/> alone.</summary>
        public int Tracked;

        /// <summary>
        /// The map, <c>[1][y][x]</c>: max(Σ|Δa| of a cell that takes part, <see cref="Fading"/> · what it was).
        /// </summary>
        public Planes Heat;

        /// <summary>The whole grid.</summary>
        public Area Whole;
    }

    /// <summary>Numbers kept for each row.</summary>
    public const int NumbersPerRow = 2;

    /// <summary>What is left of a cell's heat after a step in which it rests.</summary>
    public const float Fading = 0.9f;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Update.Target, 2 * (arguments.Update.Proposals.Entities + 1 + arguments.Tracked));

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover(arguments.Update.Target.Height, GroupRows.OfCells, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> changes = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        ArrayView<float> taking = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        bool exists = GroupRows.Row < a.Update.Target.Height;
        int y = a.Update.Target.Y + GroupRows.Row;
        int width = exists ? a.Update.Target.Width : 0;
        for (int strand = Group.IdxX; strand < GroupRows.OfCells; strand += Group.DimX)
        {
            float change = 0;
            float participants = 0;
            for (int x = strand; x < width; x += GroupRows.OfCells)
            {
                Add(a, y, a.Update.Target.X + x, ref change, ref participants);
            }

            GroupRows.Put(changes, strand, GroupRows.OfCells, new KahanSum(change, 0));
            GroupRows.Put(taking, strand, GroupRows.OfCells, new KahanSum(participants, 0));
        }

        float total = GroupRows.Total(changes, GroupRows.OfCells);
        float all = GroupRows.Total(taking, GroupRows.OfCells);
        if (exists && Group.IdxX == 0)
        {
            Put(a, y, total, all);
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Update.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int y = a.Update.Target.Y + tile;
        int left = a.Update.Target.X;
        int whole = a.Update.Target.Width / LaneSums.Count * LaneSums.Count;
        float* uniforms = a.Update.Uniforms.Row(0, y, left);
        float* changes = stackalloc float[LaneSums.Count];
        float* taking = stackalloc float[LaneSums.Count];
        for (int x = 0; x < whole; x += L.Count)
        {
            int lane = x % LaneSums.Count;
            V uniform = L.Load(uniforms + x);
            V probability = CellUpdate.Probabilities<L, V>(a.Update, y, left + x);
            V change = default;
            for (int entity = 0; entity < a.Update.Proposals.Entities; entity++)
            {
                V next = L.Load(a.Update.Aliveness.Row(entity, y, left + x));
                change = L.Add(change, L.Abs(L.Subtract(next, L.Load(a.Update.Grid.Row(entity, y, left + x)))));
            }

            change = L.SelectLess(uniform, probability, change, default);
            LaneSums.Add<L, V>(change, changes + lane);
            LaneSums.Add<L, V>(L.SelectLess(uniform, probability, L.Create(1), default), taking + lane);
            if (a.Tracked != 0)
            {
                float* heat = a.Heat.Row(0, y, left + x);
                V faded = L.Multiply(L.Create(Fading), L.Load(heat));
                L.Store(L.SelectLess(faded, change, change, faded), heat);
            }
        }

        float total = LaneSums.Total(changes);
        float participants = LaneSums.Total(taking);
        for (int x = whole; x < a.Update.Target.Width; x++)
        {
            Add(a, y, left + x, ref total, ref participants);
        }

        Put(a, y, total, participants);
    }

    private static void Add(in Arguments a, int y, int x, ref float change, ref float participants)
    {
        float moved = 0;
        if (a.Update.Uniforms.At(0, y, x) < CellUpdate.ProbabilityOf(a.Update, y, x))
        {
            participants += 1;
            for (int entity = 0; entity < a.Update.Proposals.Entities; entity++)
            {
                float difference = MathF.Abs(a.Update.Aliveness.At(entity, y, x) - a.Update.Grid.At(entity, y, x));
                change += difference;
                moved += difference;
            }
        }

        if (a.Tracked != 0)
        {
            // A comparison with what is no number is false, so a map never holds one.
            float faded = Fading * a.Heat.At(0, y, x);
            a.Heat.At(0, y, x) = faded < moved ? moved : faded;
        }
    }

    private static void Put(in Arguments a, int y, float change, float participants)
    {
        long first = (long)(y - a.Whole.Y) * NumbersPerRow;
        a.Rows[first] = change;
        a.Rows[first + 1] = participants;
    }
}
