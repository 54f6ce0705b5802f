using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// What a seasonal sun proposes at a moment, u_0 = tanh(F): F is a network of two hidden layers over waves of the cell's place and of
/// the time (section 9 of the specification).
/// </summary>
public readonly struct SeasonalProposal : IGroupBody<SeasonalProposal.Arguments>, ISimdBody<SeasonalProposal.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What is trained, as <see cref="SeasonLayout"/> has it.</summary>
        public ArrayView<float> Weights;

        /// <summary>From <see cref="SeasonMoment"/>.</summary>
        public ArrayView<float> Moment;

        /// <summary>The result, <c>[channels][y][x]</c>.</summary>
        public Planes Proposal;

        /// <summary>Channels of an entity, C.</summary>
        public int Channels;

        /// <summary>1 for tanh(F), 0 for F itself.</summary>
        public int ThroughTanh;

        /// <summary>The grid, over which coordinates go from −1 to 1.</summary>
        public Area Whole;

        /// <summary>Its cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        arguments.Channels,
        SeasonLayout.Hidden * (SeasonLayout.Places + SeasonLayout.Hidden + arguments.Channels));

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => HiddenLayers.Cover(arguments.Target, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> features = SharedMemory.Allocate<float>(SeasonLayout.Places * HiddenLayers.Cells);
        ArrayView<float> first = SharedMemory.Allocate<float>(SeasonLayout.Hidden * HiddenLayers.Cells);
        ArrayView<float> second = SharedMemory.Allocate<float>(SeasonLayout.Hidden * HiddenLayers.Cells);
        HiddenLayers.Compute(features, first, second, a.Weights, a.Moment, a.Whole, a.Target);
        for (int i = Group.IdxX; i < a.Channels * HiddenLayers.Cells; i += Group.DimX)
        {
            int channel = i / HiddenLayers.Cells;
            int place = i % HiddenLayers.Cells;
            int firstWeight = SeasonLayout.Output + channel * SeasonLayout.Hidden;
            float value = a.Weights[SeasonLayout.OutputBias(a.Channels) + channel]
                + HiddenLayers.Sum(second, place, a.Weights, firstWeight, 1, SeasonLayout.Hidden);
            if (HiddenLayers.Exists(place, a.Target))
            {
                int cell = HiddenLayers.CellAt(place, a.Target);
                a.Proposal.At(channel, a.Target.RowOf(cell), a.Target.ColumnOf(cell)) = a.ThroughTanh != 0 ? Scalar.Tanh(value) : value;
            }
        }
    }

    // As many columns as leave the layers in the nearest cache.
    private const int WidestTile = 64;
    private const int TallestTile = 8;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => new Tiling(arguments.Target, WidestTile, TallestTile).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => (HiddenLayers.Count + 1) * WidestTile;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = new Tiling(a.Target, WidestTile, TallestTile)[tile];
        int columns = Rows.RoundUp(area.Width);
        float* weights = a.Weights.Address();
        float* x = scratch + HiddenLayers.Count * WidestTile;
        HiddenLayers.Coordinates(a.Whole, area.X, x, columns);
        for (int row = area.Y; row < area.Bottom; row++)
        {
            float y = SeasonLayout.Coordinate(row - a.Whole.Y, a.Whole.Height);
            HiddenLayers.Compute<L, V>(weights, a.Moment.Address(), x, y, scratch, WidestTile, columns);
            AffineRows.Multiply<L, V>(
                weights + SeasonLayout.Output, SeasonLayout.Hidden, 1, SeasonLayout.Hidden, weights + SeasonLayout.OutputBias(a.Channels),
                a.Channels, scratch + HiddenLayers.Second * WidestTile, WidestTile,
                a.Proposal.Row(0, row, area.X), a.Proposal.Stride, columns);
            for (int channel = 0; a.ThroughTanh != 0 && channel < a.Channels; channel++)
            {
                Rows.Tanh<L, V>(a.Proposal.Row(channel, row, area.X), columns);
            }
        }
    }
}
