using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The <see cref="Encoder"/> with 3x3 kernels for GPUs: a group reads each input of its tile and of a ring around it once, a few
/// inputs at a time, and all of its threads take them from shared memory.
/// </summary>
/// <remarks>A thread has three cells and eight outputs; a group has the same cells' next outputs behind each other.</remarks>
public readonly struct TiledEncoder : IGroupBody<Encoder.Arguments>
{
    private const int Outputs = SharedWeights.Row;
    private const int Taps = HaloTile.KernelSize * HaloTile.KernelSize;

    // What waits in shared memory: a square for each input, and weights, [input][tap][output].
    private const int InputsOfThread = 2;
    private const int Inputs = HaloTile.Depth * InputsOfThread;
    private const int Weights = Inputs * HaloTile.Square;
    private const int SharedFloats = Weights + Inputs * Taps * Outputs;

    /// <inheritdoc/>
    public static int GroupsAtOnce => 4;

    /// <inheritdoc/>
    public static KernelConfig Launch(in Encoder.Arguments arguments, GroupLimits limits) =>
        HaloTile.Cover(arguments.Target, Parts(arguments), HaloTile.Depth);

    /// <inheritdoc/>
    public static Cost CostOf(in Encoder.Arguments arguments) => Encoder.CostOf(arguments);

    /// <inheritdoc/>
    public static void Device(Encoder.Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(SharedFloats);
        HaloTile tile = new(a.Target);
        TileCells places = tile.Places(a.Input, a.Readable);
        int output = tile.Part * Outputs + HaloTile.DepthOfThread * OutputSums.Count;
        bool works = output < a.Layout.TotalWidth;
        ArrayView<float> values = shared.SubView(HaloTile.FirstCell - HaloTile.Pitch - 1);
        ArrayView<float> weights = shared.SubView(Weights + HaloTile.DepthOfThread * OutputSums.Count);
        ColumnSums sums = default;
        for (int panel = 0; panel < a.Layout.Inputs; panel += Inputs)
        {
            Group.Barrier();
            ShareInput(a, tile, places, panel, 0, shared);
            ShareInput(a, tile, places, panel, 1, shared);
            SharedWeights.Load(
                a.Weights.SubView((tile.Part * Outputs * a.Layout.Inputs + panel) * Taps), a.Layout.Inputs * Taps,
                IntrinsicMath.Min(Inputs, a.Layout.Inputs - panel) * Taps,
                IntrinsicMath.Min(Outputs, a.Layout.TotalWidth - tile.Part * Outputs), shared.SubView(Weights));
            Group.Barrier();
            int end = works ? IntrinsicMath.Min(Inputs, a.Layout.Inputs - panel) : 0;
            for (int input = 0; input < end; input++)
            {
                sums = Convolve(sums, values.SubView(input * HaloTile.Square), weights.SubView(input * Taps * Outputs));
            }
        }

        if (works)
        {
            if (a.KeepsTape != 0)
            {
                sums.Store(a.BeforeGelu, output, tile);
            }

            sums.GeluAlone().Store(a.Output, output, tile);
        }
    }

    private static int Parts(in Encoder.Arguments a) => Division.Up(a.Layout.TotalWidth, Outputs);

    // Zero where there is no such input or no cell.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ShareInput(
        in Encoder.Arguments a, in HaloTile tile, in TileCells places, int panel, int number, ArrayView<float> shared)
    {
        int input = HaloTile.DepthOfThread * InputsOfThread + number;
        bool exists = panel + input < a.Layout.Inputs;
        ArrayView<float> plane = a.Input.Plane(exists ? panel + input : panel);
        ArrayView<float> square = shared.SubView(input * HaloTile.Square + HaloTile.FirstPlace);
        TileCells inSquare = HaloTile.PlacesFromFirst;

        // Read in any case, so that all are on their way from memory at once.
        float value0 = places.Value0(plane);
        float value1 = places.Value1(plane);
        float value2 = places.Value2(plane);
        float value3 = places.Value3(plane);
        square[inSquare.Offset0] = exists && tile.IsIn(a.Readable, 0) ? value0 : 0f;
        square[inSquare.Offset1] = exists && tile.IsIn(a.Readable, 1) ? value1 : 0f;
        square[inSquare.Offset2] = exists && tile.IsIn(a.Readable, 2) ? value2 : 0f;
        square[inSquare.Offset3] = exists && tile.IsIn(a.Readable, 3) ? value3 : 0f;
    }

    // Down each column of the kernel, with the cells' neighbours in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ColumnSums Convolve(ColumnSums sums, ArrayView<float> first, ArrayView<float> weights)
    {
        sums = ConvolveColumn(sums, first, weights);
        sums = ConvolveColumn(sums, first.SubView(1), weights.SubView(Outputs));
        return ConvolveColumn(sums, first.SubView(2), weights.SubView(2 * Outputs));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ColumnSums ConvolveColumn(ColumnSums sums, ArrayView<float> first, ArrayView<float> weights)
    {
        float value0 = first[0];
        float value1 = first[HaloTile.Pitch];
        float value2 = first[2 * HaloTile.Pitch];
        float value3 = first[3 * HaloTile.Pitch];
        float value4 = first[4 * HaloTile.Pitch];
        sums = sums.Plus(value0, value1, value2, OutputSums.Load(weights, 0));
        sums = sums.Plus(value1, value2, value3, OutputSums.Load(weights, HaloTile.KernelSize * Outputs));
        return sums.Plus(value2, value3, value4, OutputSums.Load(weights, 2 * HaloTile.KernelSize * Outputs));
    }
}
