using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>
/// The networks' forward pass over a patch that keeps what the way back needs, and the way back. Read it top to bottom,
/// then up.
/// </summary>
/// <remarks>
/// A patch whose tape would be large is worked through in strips of rows: the way back repeats the forward pass strip
/// by strip, and the gradients of the strips' outputs, which depend on the strips' surroundings too, are added. Each
/// strip's window reaches so far beyond it that whatever is wrong at the window's own edges meets no gradient.
/// </remarks>
internal sealed partial class ResidualLearning : NetworkLearning
{
    private readonly Launcher launcher;
    private readonly ResidualNetwork network;
    private readonly ResidualTape tape;
    private readonly DeviceBuffer<float> gradients;
    private readonly DeviceBuffer<float> weightSums;
    private readonly ImmutableArray<(IndexRun Run, int Species)> runs;
    private readonly int stripHeight;
    private Bands strips;
    private Area strip;
    private Area window;
    private CellSlices slices;
    private float dropout;
    private ulong seed;
    private long step;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="network">The networks.</param>
    /// <param name="gradients">Gets the gradients of all weights, laid out as the weights are.</param>
    /// <param name="largestPatch">The largest patch.</param>
    /// <param name="rowsPerStrip">Rows of a strip, if not as many as memory suggests.</param>
    public ResidualLearning(
        DeviceArena memory, ResidualNetwork network, DeviceBuffer<float> gradients, Area largestPatch, int? rowsPerStrip = null)
    {
        launcher = memory.Launcher;
        this.network = network;
        this.gradients = gradients;
        runs = [.. IndexRun.Neighbours(network.Members)];
        strips = rowsPerStrip is int rows
            ? new Bands(largestPatch, rows)
            : ResidualTape.Strips(launcher, network.Whole, largestPatch, launcher.Device.FloatsOfStrip);
        stripHeight = strips.Height;
        tape = new ResidualTape(memory, network.Layout, ResidualTape.LargestWindow(network.Layout, strips));
        weightSums = memory.Allocate<float>(SlicesOf(ResidualTape.LargestWindow(network.Layout, strips), strips[0]).Length);
    }

    private NetworkLayout Layout => network.Layout;

    private Area Patch => strips.Grid;

    public override void Forward(Planes input, Area patch, Planes proposals, float dropoutRate, ulong worldSeed, long worldStep)
    {
        network.PackWeights();
        (dropout, seed, step) = (dropoutRate, worldSeed, worldStep);
        strips = new Bands(patch, stripHeight);
        for (int i = 0; i < strips.Count; i++)
        {
            ForwardTrunks(input, strips[i]);
            network.Decode(0, Layout, On(tape.Trunks[Layout.Depth]), proposals, strip);
        }
    }

    public override void Backward(Planes input, Planes outputGradient, bool again = false)
    {
        if (again)
        {
            ForwardTrunks(input, strips[strips.Count - 1]);
        }

        BackwardStrip(input, outputGradient);
        for (int i = strips.Count - 2; i >= 0; i--)
        {
            ForwardTrunks(input, strips[i]);
            BackwardStrip(input, outputGradient, accumulate: 1);
        }
    }

    private CellSlices SlicesOf(Area cells, Area rows) =>
        launcher.Device.RunsSimdBodies ? CellSlices.One(Layout) : CellSlices.Of(network.Whole, cells, rows).For(Layout);

    private void ForwardTrunks(Planes input, Area rows)
    {
        strip = rows;
        window = ResidualTape.WindowOf(Layout, rows, Patch);
        network.Encode(0, Layout, input, On(tape.Trunks[0]), On(tape.Encoded), Patch, window);
        Drop(tape.Trunks[0], tape.Trunks[0], site: 0);
        for (int block = 0; block < Layout.Depth; block++)
        {
            ForwardBlock(block);
        }
    }

    private void BackwardStrip(Planes input, Planes outputGradient, int accumulate = 0)
    {
        slices = SlicesOf(window, strip);
        if (strip != window)
        {
            Clear(tape.TrunkGradient, Layout.TotalWidth);
        }

        PointwiseGradients(
            outputGradient, On(tape.Trunks[Layout.Depth]), Layout.Layers - 1, Layout.GroupOutputs, Layout.GroupWidth,
            tape.TrunkGradient, strip);
        for (int block = Layout.Depth - 1; block >= 0; block--)
        {
            BackwardBlock(block);
        }

        if (dropout > 0 || Layout.Depth == 0)
        {
            Drop(tape.TrunkGradient, tape.TrunkGradient, site: 0);
            ThroughGelu(tape.Encoded, tape.TrunkGradient, Layout.TotalWidth);
        }

        launcher.RunGroups<EncoderGradient, EncoderGradient.Arguments>(new EncoderGradient.Arguments
        {
            Layout = Layout,
            OutputGradient = On(tape.TrunkGradient),
            Input = input,
            WeightGradient = weightSums.View,
            Slices = slices.Slices(0),
            Readable = Patch,
            Target = window,
        });
        launcher.Run<WeightTotals, WeightTotals.Arguments>(new WeightTotals.Arguments
        {
            Layout = Layout,
            Slices = slices,
            Sums = weightSums.View,
            Gradients = gradients.View,
            Accumulate = accumulate,
        });
    }

    private void ForwardBlock(int block)
    {
        network.RunBlock(block, 0, Layout, new BlockPlanes
        {
            Input = On(tape.Trunks[block]),
            Output = On(dropout > 0 ? tape.Branch : tape.Trunks[block + 1]),
            Expanded = On(tape.ExpandedActive[block]),
            Filtered = On(tape.FilteredActive[block]),
            Tape = new BlockTape(On(tape.Expanded[block]), On(tape.Filtered[block])),
            BranchAlone = dropout > 0,
            Readable = window,
            Target = window,
        });
        if (dropout > 0)
        {
            // What the branch keeps is added to the trunk: h' = h + dropped(branch).
            Drop(tape.Branch, tape.Branch, site: block + 1);
            Add(tape.Trunks[block], tape.Branch, tape.Trunks[block + 1]);
        }
    }

    private void BackwardBlock(int block)
    {
        int expand = 1 + 3 * block;
        int depthwise = expand + 1;
        int project = expand + 2;
        int wide = 2 * Layout.GroupWidth;
        PlaneBuffer branchGradient = dropout == 0 ? tape.TrunkGradient : tape.Branch;
        Drop(tape.TrunkGradient, branchGradient, site: block + 1);

        PointwiseGradients(
            On(branchGradient), Activated(tape.Filtered[block], tape.FilteredActive[block]), project, Layout.GroupWidth, wide,
            tape.WideGradient, window, throughGelu: tape.Filtered[block]);
        launcher.RunGroups<DepthwiseGradient, DepthwiseGradient.Arguments>(new DepthwiseGradient.Arguments
        {
            OutputGradient = On(tape.WideGradient),
            Input = Activated(tape.Expanded[block], tape.ExpandedActive[block]),
            BeforeGelu = On(tape.Expanded[block]),
            InputGradient = On(tape.WideGradientBefore),
            Weights = Slice(network.Weights, Layout.Depthwise(block)),
            WeightGradient = Slice(weightSums, slices.Offset(depthwise)),
            Slices = slices.Slices(depthwise),
            Channels = 2 * Layout.TotalWidth,
            KernelSize = Layout.KernelSize,
            Target = window,
        });

        // The trunk's gradient already holds what came past the block.
        PointwiseGradients(
            On(tape.WideGradientBefore), On(tape.Trunks[block]), expand, wide, Layout.GroupWidth, tape.TrunkGradient, window,
            accumulate: 1, throughGelu: block == 0 && dropout == 0 ? tape.Encoded : null);
    }
}
