using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// What a seasonal sun's network makes of places up to its second hidden layer: the features of place, the first layer, the second. A
/// group of threads has them in shared memory for some cells, <c>[24 or 32][cells]</c> each; a SIMD body has them for a row of cells.
/// </summary>
internal static class HiddenLayers
{
    /// <summary>Cells of a group.</summary>
    public const int Cells = 32;

    /// <summary>Rows of the features of place and of both layers.</summary>
    public const int Count = SeasonLayout.Places + 2 * SeasonLayout.Hidden;

    /// <summary>The row at which the first layer begins.</summary>
    public const int First = SeasonLayout.Places;

    /// <summary>The row at which the second layer begins.</summary>
    public const int Second = First + SeasonLayout.Hidden;

    /// <summary>Numbers of a layer; a group's threads, whose number is a power of two, take them in whole rounds.</summary>
    public const int Neurons = SeasonLayout.Hidden * Cells;

    // Threads of a group, if the device allows as many.
    private const int MostThreads = 256;

    /// <summary>The groups for all cells of an area.</summary>
    public static KernelConfig Cover(Area target, GroupLimits limits) => new(
        new Index3D(checked((int)((target.Cells + Cells - 1) / Cells)), 1, 1), new Index3D(limits.Narrow(MostThreads), 1, 1));

    /// <summary>The number, within an area, of a group's cell; the area's last cell stands for those beyond it.</summary>
    public static int CellAt(int place, Area target) => IntrinsicMath.Min(Grid.IdxX * Cells + place, target.Width * target.Height - 1);

    /// <summary>Whether a group's cell lies in the area.</summary>
    public static bool Exists(int place, Area target) => Grid.IdxX * Cells + place < target.Width * target.Height;

    /// <summary>Computes them for a group's cells; all threads of a group call it together, and find them when it returns.</summary>
    /// <param name="features">The features of place.</param>
    /// <param name="firstLayer">The first layer.</param>
    /// <param name="secondLayer">The second layer.</param>
    /// <param name="weights">What is trained.</param>
    /// <param name="moment">From <see cref="SeasonMoment"/>.</param>
    /// <param name="whole">The grid.</param>
    /// <param name="target">Its cells that are computed.</param>
    public static void Compute(
        ArrayView<float> features, ArrayView<float> firstLayer, ArrayView<float> secondLayer,
        ArrayView<float> weights, ArrayView<float> moment, Area whole, Area target)
    {
        for (int i = Group.IdxX; i < SeasonLayout.Waves * Cells; i += Group.DimX)
        {
            int wave = i / Cells;
            int cell = CellAt(i % Cells, target);
            float x = SeasonLayout.Coordinate(target.ColumnOf(cell) - whole.X, whole.Width);
            float y = SeasonLayout.Coordinate(target.RowOf(cell) - whole.Y, whole.Height);
            float argument = x * weights[SeasonLayout.Frequency + wave] + y * weights[SeasonLayout.Frequency + SeasonLayout.Waves + wave];
            features[i] = SeasonLayout.PlaceScale * Scalar.Cos(argument);
            features[i + SeasonLayout.Waves * Cells] = SeasonLayout.PlaceScale * Scalar.Sin(argument);
        }

        Group.Barrier();
        for (int first = 0; first < Neurons; first += Group.DimX)
        {
            int i = first + Group.IdxX;
            int neuron = i / Cells;
            int firstWeight = SeasonLayout.FirstSpatial + neuron * SeasonLayout.Places;
            float sum = Sum(features, i % Cells, weights, firstWeight, 1, SeasonLayout.Places);
            Put(firstLayer, first, Relu(moment[SeasonLayout.Times + neuron] + sum));
        }

        for (int first = 0; first < Neurons; first += Group.DimX)
        {
            int i = first + Group.IdxX;
            int neuron = i / Cells;
            int firstWeight = SeasonLayout.Second + neuron * SeasonLayout.Hidden;
            float sum = Sum(firstLayer, i % Cells, weights, firstWeight, 1, SeasonLayout.Hidden);
            Put(secondLayer, first, Relu(weights[SeasonLayout.SecondBias + neuron] + sum));
        }
    }

    /// <summary>
    /// Puts down what each thread of a group has worked out for a neuron and a cell; all threads call it together, and may read all of it
    /// when it returns.
    /// </summary>
    /// <param name="layer">Memory that the group shares, <c>[32][cells]</c>.</param>
    /// <param name="first">Where the first thread's number goes; the others follow.</param>
    /// <param name="value">This thread's number.</param>
    public static void Put(ArrayView<float> layer, int first, float value)
    {
        Group.Barrier();
        layer[first + Group.IdxX] = value;
        Group.Barrier();
    }

    /// <summary>Σ_i weight_i · value_i, where the values are a group's cell's in rows of shared memory.</summary>
    /// <param name="values">The rows, <c>[count][cells]</c>.</param>
    /// <param name="place">Which of the group's cells.</param>
    /// <param name="weights">What is trained.</param>
    /// <param name="first">Where the first weight lies.</param>
    /// <param name="stride">From one weight to the next.</param>
    /// <param name="count">How many there are.</param>
    public static float Sum(ArrayView<float> values, int place, ArrayView<float> weights, int first, int stride, int count)
    {
        float sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += weights[first + i * stride] * values[i * Cells + place];
        }

        return sum;
    }

    /// <summary>Computes them for a row of cells.</summary>
    /// <param name="weights">What is trained.</param>
    /// <param name="moment">From <see cref="SeasonMoment"/>.</param>
    /// <param name="x">The cells' coordinates across.</param>
    /// <param name="y">Their coordinate down.</param>
    /// <param name="rows">The result, <c>[24 + 32 + 32]</c> rows.</param>
    /// <param name="stride">Floats from one of them to the next.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    public static unsafe void Compute<L, V>(float* weights, float* moment, float* x, float y, float* rows, long stride, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int wave = 0; wave < SeasonLayout.Waves; wave++)
        {
            Features<L, V>(weights + SeasonLayout.Frequency + wave, x, y, rows + wave * stride, SeasonLayout.Waves * stride, columns);
        }

        AffineRows.Multiply<L, V>(
            weights + SeasonLayout.FirstSpatial, SeasonLayout.Places, 1, SeasonLayout.Places, moment + SeasonLayout.Times,
            SeasonLayout.Hidden, rows, stride, rows + First * stride, stride, columns);
        for (int neuron = 0; neuron < SeasonLayout.Hidden; neuron++)
        {
            AffineRows.Relu<L, V>(rows + (First + neuron) * stride, columns);
        }

        AffineRows.Multiply<L, V>(
            weights + SeasonLayout.Second, SeasonLayout.Hidden, 1, SeasonLayout.Hidden, weights + SeasonLayout.SecondBias,
            SeasonLayout.Hidden, rows + First * stride, stride, rows + Second * stride, stride, columns);
        for (int neuron = 0; neuron < SeasonLayout.Hidden; neuron++)
        {
            AffineRows.Relu<L, V>(rows + (Second + neuron) * stride, columns);
        }
    }

    /// <summary>The coordinates of columns that follow each other, those beyond the grid's last one too.</summary>
    public static unsafe void Coordinates(Area whole, int x, float* target, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            target[column] = SeasonLayout.Coordinate(x + column - whole.X, whole.Width);
        }
    }

    // A wave's cosine, and its sine in a row further on.
    private static unsafe void Features<L, V>(float* frequency, float* x, float y, float* cosine, long toSine, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V across = L.Create(frequency[0]);
        V down = L.Create(frequency[SeasonLayout.Waves] * y);
        V scale = L.Create(SeasonLayout.PlaceScale);
        for (int column = 0; column < columns; column += L.Count)
        {
            V argument = L.MultiplyAdd(across, L.Load(x + column), down);
            L.Store(L.Multiply(scale, VectorMath.Cos<L, V>(argument)), cosine + column);
            L.Store(L.Multiply(scale, VectorMath.Sin<L, V>(argument)), cosine + toSine + column);
        }
    }

    private static float Relu(float value) => value < 0 ? 0 : value;
}
