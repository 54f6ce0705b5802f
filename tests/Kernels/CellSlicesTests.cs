using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>Cells are cut so that a large GPU is busy in each layer, and the slices' sums lie beside each other.</summary>
public class CellSlicesTests
{
    private const int Multiprocessors = 132;
    private static readonly NetworkLayout layout = EcosystemParameters.Default.Layout;

    /// <summary>Patches of the default world at 128 x 128 and at 1024 x 1024.</summary>
    [Theory]
    [InlineData(40, 3)]
    [InlineData(322, 8)]
    public void Every_layer_has_groups_for_each_multiprocessor(int side, int least)
    {
        Area patch = new(0, 0, side, side);
        CellSlices slices = CellSlices.Of(layout, patch, patch);
        GroupLimits limits = new(Threads: 256, Multiprocessors, Depth: 4);
        int[] groups =
        [
            EncoderGradient.Launch(
                new() { Layout = layout, Slices = slices.Slices(0), Readable = patch, Target = patch }, limits).GridDim.X,
            Pointwise(1, 2 * layout.GroupWidth, layout.GroupWidth),
            DepthwiseCorrelation.Groups(
                new() { Channels = 2 * layout.TotalWidth, Slices = slices.Slices(2) }, DepthwiseCorrelation.Shape(limits).Z),
            Pointwise(3, layout.GroupWidth, 2 * layout.GroupWidth),
            Pointwise(layout.Layers - 1, layout.GroupOutputs, layout.GroupWidth),
        ];
        Assert.All(groups, count => Assert.InRange(count, least * Multiprocessors, 18 * Multiprocessors));

        int Pointwise(int layer, int outputs, int inputs) => PointwiseWeightGradient.Launch(
            new() { Groups = layout.Groups, Outputs = outputs, Inputs = inputs, Slices = slices.Slices(layer), Target = patch },
            limits).GridDim.X;
    }

    /// <summary>A slice has something to sum up, also where there are few cells.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 2)]
    [InlineData(4000, 3)]
    public void No_slice_is_empty(int width, int height)
    {
        Area patch = new(0, 0, width, height);
        CellSlices slices = CellSlices.Of(layout, patch, patch);
        for (int layer = 0; layer < layout.Layers; layer++)
        {
            bool isDepthwise = layer % 3 == 2 && layer < layout.Layers - 1;
            int rounds = isDepthwise ? DepthwiseCorrelation.Rounds(patch) : GroupCorrelation.Rounds(patch);
            Assert.InRange(slices.Slices(layer), 1, rounds);
        }
    }

    [Fact]
    public void Layers_lie_one_after_the_other()
    {
        Area patch = new(0, 0, 40, 40);
        foreach (CellSlices slices in (CellSlices[])[CellSlices.Of(layout, patch, patch), CellSlices.One(layout)])
        {
            long offset = 0;
            for (int layer = 0; layer < layout.Layers; layer++)
            {
                Assert.Equal(offset, slices.Offset(layer));
                offset += slices.Slices(layer) * CellSlices.Stride(layout.LayerLength(layer));
            }

            Assert.Equal(offset, slices.Length);
        }
    }

    /// <summary>Each float of the buffer of all weights belongs to the last layer that starts before it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Layers_are_found(int depth)
    {
        NetworkLayout some = layout with { Depth = depth, Width = 7 };
        for (int place = 0; place < some.Length; place++)
        {
            int layer = some.LayerAt(place);
            Assert.True(some.LayerOffset(layer) <= place);
            Assert.True(layer == some.Layers - 1 || place < some.LayerOffset(layer + 1));
        }
    }
}
