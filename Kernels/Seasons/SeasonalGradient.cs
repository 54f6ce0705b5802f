using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// The way back through <see cref="SeasonalProposal"/> in each cell: from dF to the slopes of what goes into its layers and waves,
/// dz = Wᵀ dy where relu let something through, and d(arg) = cos · d(sin) − sin · d(cos). It computes the layers again and leaves
/// them beside the slopes, for <see cref="SeasonSums"/> to multiply.
/// </summary>
public readonly struct SeasonalGradient : IGroupBody<SeasonalGradient.Arguments>, ISimdBody<SeasonalGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What is trained, as <see cref="SeasonLayout"/> has it.</summary>
        public ArrayView<float> Weights;

        /// <summary>From <see cref="SeasonMoment"/>.</summary>
        public ArrayView<float> Moment;

        /// <summary>dF, <c>[channels][y][x]</c>, and behind it the slopes of layers and waves; 0 beyond the last column.</summary>
        public Planes Slopes;

        /// <summary>The features of place, the layers, ones and coordinates, <c>[24 + 32 + 32 + 3][y][x]</c>.</summary>
        public Planes Values;

        /// <summary>Channels of an entity, C.</summary>
        public int Channels;

        /// <summary>The grid, over which coordinates go from −1 to 1.</summary>
        public Area Whole;

        /// <summary>The patch.</summary>
        public Area Target;

        internal readonly int SecondSlopes => Channels;

        internal readonly int FirstSlopes => Channels + SeasonLayout.Hidden;

        internal readonly int WaveSlopes => Channels + 2 * SeasonLayout.Hidden;
    }

    /// <summary>Planes of slopes, with those of dF.</summary>
    public static int SlopePlanes(int channels) => SeasonTerm.SlopePlanes(channels);

    /// <summary>Planes of values.</summary>
    public const int ValuePlanes = SeasonTerm.ValuePlanes;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        SlopePlanes(arguments.Channels) + ValuePlanes,
        SeasonLayout.Hidden * (2 * SeasonLayout.Places + 2 * SeasonLayout.Hidden + arguments.Channels));

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => HiddenLayers.Cover(arguments.Target, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> features = SharedMemory.Allocate<float>(SeasonLayout.Places * HiddenLayers.Cells);
        ArrayView<float> first = SharedMemory.Allocate<float>(SeasonLayout.Hidden * HiddenLayers.Cells);
        ArrayView<float> second = SharedMemory.Allocate<float>(SeasonLayout.Hidden * HiddenLayers.Cells);
        ArrayView<float> firstSlopes = SharedMemory.Allocate<float>(SeasonLayout.Hidden * HiddenLayers.Cells);
        ArrayView<float> secondSlopes = SharedMemory.Allocate<float>(SeasonLayout.Hidden * HiddenLayers.Cells);
        HiddenLayers.Compute(features, first, second, a.Weights, a.Moment, a.Whole, a.Target);
        for (int start = 0; start < HiddenLayers.Neurons; start += Group.DimX)
        {
            int i = start + Group.IdxX;
            int cell = HiddenLayers.CellAt(i % HiddenLayers.Cells, a.Target);
            float slope = OutputSlope(a, i / HiddenLayers.Cells, a.Target.RowOf(cell), a.Target.ColumnOf(cell));
            HiddenLayers.Put(secondSlopes, start, second[i] > 0 ? slope : 0);
        }

        for (int start = 0; start < HiddenLayers.Neurons; start += Group.DimX)
        {
            int i = start + Group.IdxX;
            float slope = HiddenLayers.Sum(
                secondSlopes, i % HiddenLayers.Cells, a.Weights, SeasonLayout.Second + i / HiddenLayers.Cells,
                SeasonLayout.Hidden, SeasonLayout.Hidden);
            HiddenLayers.Put(firstSlopes, start, first[i] > 0 ? slope : 0);
        }

        Put(features, a.Values, 0, SeasonLayout.Places, a.Target);
        Put(first, a.Values, HiddenLayers.First, SeasonLayout.Hidden, a.Target);
        Put(second, a.Values, HiddenLayers.Second, SeasonLayout.Hidden, a.Target);
        Put(secondSlopes, a.Slopes, a.SecondSlopes, SeasonLayout.Hidden, a.Target);
        Put(firstSlopes, a.Slopes, a.FirstSlopes, SeasonLayout.Hidden, a.Target);
        PutWaves(features, firstSlopes, a);
        PutCoordinates(a);
    }

    private static float OutputSlope(in Arguments a, int neuron, int y, int x)
    {
        float slope = 0;
        for (int channel = 0; channel < a.Channels; channel++)
        {
            slope += a.Weights[SeasonLayout.Output + channel * SeasonLayout.Hidden + neuron] * a.Slopes.At(channel, y, x);
        }

        return slope;
    }

    private static void Put(ArrayView<float> rows, Planes planes, int plane, int count, Area target)
    {
        for (int i = Group.IdxX; i < count * HiddenLayers.Cells; i += Group.DimX)
        {
            int place = i % HiddenLayers.Cells;
            if (HiddenLayers.Exists(place, target))
            {
                int cell = HiddenLayers.CellAt(place, target);
                planes.At(plane + i / HiddenLayers.Cells, target.RowOf(cell), target.ColumnOf(cell)) = rows[i];
            }
        }
    }

    private static void PutWaves(ArrayView<float> features, ArrayView<float> firstSlopes, in Arguments a)
    {
        for (int i = Group.IdxX; i < SeasonLayout.Waves * HiddenLayers.Cells; i += Group.DimX)
        {
            int wave = i / HiddenLayers.Cells;
            int place = i % HiddenLayers.Cells;
            float ofCosine = HiddenLayers.Sum(
                firstSlopes, place, a.Weights, SeasonLayout.FirstSpatial + wave, SeasonLayout.Places, SeasonLayout.Hidden);
            float ofSine = HiddenLayers.Sum(
                firstSlopes, place, a.Weights, SeasonLayout.FirstSpatial + SeasonLayout.Waves + wave, SeasonLayout.Places,
                SeasonLayout.Hidden);
            float slope = ofSine * features[i] - ofCosine * features[i + SeasonLayout.Waves * HiddenLayers.Cells];
            if (HiddenLayers.Exists(place, a.Target))
            {
                int cell = HiddenLayers.CellAt(place, a.Target);
                a.Slopes.At(a.WaveSlopes + wave, a.Target.RowOf(cell), a.Target.ColumnOf(cell)) = slope;
            }
        }
    }

    private static void PutCoordinates(in Arguments a)
    {
        for (int place = Group.IdxX; place < HiddenLayers.Cells; place += Group.DimX)
        {
            if (HiddenLayers.Exists(place, a.Target))
            {
                int cell = HiddenLayers.CellAt(place, a.Target);
                int x = a.Target.ColumnOf(cell);
                int y = a.Target.RowOf(cell);
                a.Values.At(SeasonTerm.One, y, x) = 1;
                a.Values.At(SeasonTerm.One + 1, y, x) = SeasonLayout.Coordinate(x - a.Whole.X, a.Whole.Width);
                a.Values.At(SeasonTerm.One + 2, y, x) = SeasonLayout.Coordinate(y - a.Whole.Y, a.Whole.Height);
            }
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => SeasonLayout.Places * (long)Rows.RoundUp(arguments.Target.Width);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int row = a.Target.Y + tile;
        int columns = Rows.RoundUp(a.Target.Width);
        float* weights = a.Weights.Address();
        float* values = a.Values.Row(0, row, a.Target.X);
        float* x = a.Values.Row(SeasonTerm.One + 1, row, a.Target.X);
        float y = SeasonLayout.Coordinate(row - a.Whole.Y, a.Whole.Height);
        Rows.Fill(a.Values.Row(SeasonTerm.One, row, a.Target.X), columns, 1);
        HiddenLayers.Coordinates(a.Whole, a.Target.X, x, columns);
        Rows.Fill(a.Values.Row(SeasonTerm.One + 2, row, a.Target.X), columns, y);
        HiddenLayers.Compute<L, V>(weights, a.Moment.Address(), x, y, values, a.Values.Stride, columns);

        float* output = a.Slopes.Row(0, row, a.Target.X);
        float* second = a.Slopes.Row(a.SecondSlopes, row, a.Target.X);
        float* first = a.Slopes.Row(a.FirstSlopes, row, a.Target.X);
        BackThrough<L, V>(
            a, weights + SeasonLayout.Output, a.Channels, output, second, values + HiddenLayers.Second * a.Values.Stride, columns);
        BackThrough<L, V>(
            a, weights + SeasonLayout.Second, SeasonLayout.Hidden, second, first, values + HiddenLayers.First * a.Values.Stride, columns);
        AffineRows.Multiply<L, V>(
            weights + SeasonLayout.FirstSpatial, 1, SeasonLayout.Places, SeasonLayout.Hidden, null, SeasonLayout.Places,
            first, a.Slopes.Stride, scratch, columns, columns);
        for (int wave = 0; wave < SeasonLayout.Waves; wave++)
        {
            long toSine = SeasonLayout.Waves * a.Values.Stride;
            float* cosine = values + wave * a.Values.Stride;
            float* ofCosine = scratch + wave * columns;
            float* ofSine = ofCosine + SeasonLayout.Waves * columns;
            float* slope = a.Slopes.Row(a.WaveSlopes + wave, row, a.Target.X);
            for (int column = 0; column < columns; column += L.Count)
            {
                V lost = L.Multiply(L.Load(ofCosine + column), L.Load(cosine + toSine + column));
                V gained = L.Multiply(L.Load(ofSine + column), L.Load(cosine + column));
                L.Store(L.Subtract(gained, lost), slope + column);
            }
        }
    }

    // From the slopes of a layer of so many outputs to those of the hidden layer before it, whose values say where relu let through.
    private static unsafe void BackThrough<L, V>(
        in Arguments a, float* weights, int outputs, float* slopes, float* before, float* values, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        AffineRows.Multiply<L, V>(
            weights, 1, SeasonLayout.Hidden, outputs, null, SeasonLayout.Hidden, slopes, a.Slopes.Stride, before, a.Slopes.Stride, columns);
        for (int neuron = 0; neuron < SeasonLayout.Hidden; neuron++)
        {
            AffineRows.ThroughRelu<L, V>(before + neuron * a.Slopes.Stride, values + neuron * a.Values.Stride, columns);
        }
    }
}
