using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// The gradients of what a seasonal sun learns about places: of each weight, the sum over the patch of the slopes behind it times the
/// values before it, which <see cref="SeasonalGradient"/> left. What it learns about time follows from these
/// (<see cref="SeasonMomentGradient"/>).
/// </summary>
public readonly struct SeasonSums : IGroupBody<SeasonSums.Arguments>, ISimdBody<SeasonSums.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>From <see cref="SeasonalGradient"/>, as it lays them out.</summary>
        public Planes Slopes;

        /// <summary>From <see cref="SeasonalGradient"/>, as it lays them out.</summary>
        public Planes Values;

        /// <summary>The result, laid out as the weights are.</summary>
        public ArrayView<float> Gradients;

        /// <summary>Channels of an entity, C.</summary>
        public int Channels;

        /// <summary>The patch.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        SeasonTerm.SlopePlanes(arguments.Channels) + SeasonTerm.ValuePlanes,
        SeasonLayout.Length(arguments.Channels) - SeasonLayout.Hidden * SeasonLayout.Times - SeasonLayout.Bands);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => GroupRows.Cover(
        (long)SeasonTerm.SlopePlanes(arguments.Channels) * SeasonTerm.Most, GroupRows.OfLists, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        int plane = GroupRows.Row / SeasonTerm.Most;
        int number = GroupRows.Row % SeasonTerm.Most;
        SeasonTerm term = SeasonTerm.Of(plane, a.Channels);
        bool exists = plane < SeasonTerm.SlopePlanes(a.Channels) && number < term.Length;
        int values = term.PlaneOf(number);
        int cells = exists ? a.Target.Width * a.Target.Height : 0;
        for (int strand = Group.IdxX; strand < GroupRows.OfLists; strand += Group.DimX)
        {
            KahanSum sum = default;
            for (int cell = strand; cell < cells; cell += GroupRows.OfLists)
            {
                int y = a.Target.RowOf(cell);
                int x = a.Target.ColumnOf(cell);
                sum.Add(a.Slopes.At(plane, y, x) * a.Values.At(values, y, x));
            }

            GroupRows.Put(shared, strand, GroupRows.OfLists, sum);
        }

        float total = GroupRows.Total(shared, GroupRows.OfLists);
        if (exists && Group.IdxX == 0)
        {
            a.Gradients[term.PlaceOf(number)] = total;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => SeasonTerm.SlopePlanes(arguments.Channels);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => SeasonTerm.Most * LaneSums.Count;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        SeasonTerm term = SeasonTerm.Of(tile, a.Channels);
        float* slopes = a.Slopes.Row(tile, a.Target.Y, a.Target.X);
        float** values = stackalloc float*[SeasonTerm.Most];
        for (int number = 0; number < term.Length; number++)
        {
            values[number] = a.Values.Row(term.PlaneOf(number), a.Target.Y, a.Target.X);
        }

        Rows.Clear(scratch, term.Length * LaneSums.Count);
        RowDots.Add<L, V>(
            &slopes, 1, a.Slopes.Pitch, values, term.Length, a.Values.Pitch, a.Target.Height, Rows.RoundUp(a.Target.Width), scratch);
        for (int number = 0; number < term.Length; number++)
        {
            a.Gradients[term.PlaceOf(number)] = LaneSums.Total(scratch + number * LaneSums.Count);
        }
    }
}
