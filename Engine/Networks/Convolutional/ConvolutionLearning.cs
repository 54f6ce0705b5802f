using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Networks.Convolutional;

/// <summary>
/// The way back through plain networks, band by band: the forward pass once more with a tape, and from the gradient of their proposals to
/// those of all weights and of what they read. A band reads whatever of its surroundings its own gradients depend on, so each cell is summed
/// up once.
/// </summary>
internal sealed class ConvolutionLearning
{
    private readonly Launcher launcher;
    private readonly ConvolutionNetwork network;
    private readonly PlaneBuffer[] sums;
    private readonly PlaneBuffer[] outputs;
    private readonly PlaneBuffer[] gradients;
    private readonly PlaneBuffer passing;
    private readonly DeviceBuffer<float> allGradients;
    private readonly DeviceBuffer<float> weightSums;
    private IndexRun networks;
    private Planes input;
    private Habitat habitat;
    private WorldStack readable;
    private Area band;
    private Area around;
    private int accumulate;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="network">The networks.</param>
    /// <param name="allGradients">Gets the gradients of all weights, laid out as the weights are.</param>
    /// <param name="bands">How the grid is cut.</param>
    public ConvolutionLearning(DeviceArena memory, ConvolutionNetwork network, DeviceBuffer<float> allGradients, Bands bands)
    {
        this.allGradients = allGradients;
        launcher = memory.Launcher;
        this.network = network;
        Area window = bands.Grid with { Height = Math.Min(bands.Grid.Height, bands.Height + 2 * Surroundings(Layout)) };
        int trunk = Layout.Species * Layout.Width;
        sums = Many(Layout.Layers - 1);
        outputs = Many(Layout.Layers - 1);
        gradients = Many(2);
        passing = memory.Planes(trunk, window);
        weightSums = memory.Allocate<float>(Enumerable.Range(0, Layout.Layers).Max(
            layer => SlicesOf(layer, bands[0]) * CellSlices.Stride(Layout.LayerLength(layer))));

        PlaneBuffer[] Many(int count) => [.. Enumerable.Range(0, count).Select(_ => memory.Planes(trunk, window))];
    }

    /// <summary>Planes that a band keeps.</summary>
    public static int Planes(in ConvolutionLayout layout) => (2 * layout.Layers + 1) * layout.Species * layout.Width;

    /// <summary>Takes a band's gradients back. Networks that are left out cost nothing, and change no bit of the others'.</summary>
    /// <param name="networks">Whose, 0 = the first species'.</param>
    /// <param name="input">What the networks read.</param>
    /// <param name="proposalGradient">The gradient of what goes into the decoders' tanh, <c>[species · channels][y][x]</c> of all cells.</param>
    /// <param name="inputGradient">
    /// What the gradient of what each species read is added to, <c>[species · inputs][y][x]</c> of all cells; null where nobody asks.
    /// </param>
    /// <param name="habitat">Where each species' proposals have gradients.</param>
    /// <param name="readable">The worlds.</param>
    /// <param name="band">The cells.</param>
    /// <param name="accumulate">Whether the weights' gradients are added to what they were.</param>
    public void Backward(
        IndexRun networks,
        Planes input,
        Planes proposalGradient,
        Planes? inputGradient,
        Habitat habitat,
        WorldStack readable,
        Area band,
        bool accumulate)
    {
        (this.networks, this.input, this.habitat) = (networks, input, habitat.From(networks.First));
        (this.readable, this.band, this.accumulate) = (readable, band, accumulate ? 1 : 0);
        around = band.GrowRows(Surroundings(Layout), readable.Grid);
        Forward();
        Planes gradient = proposalGradient.From(networks.First * Layout.Channels);
        AddWeightGradient(Last, gradient);
        for (int layer = Last; layer > 0; layer--)
        {
            ConvolutionInputGradient.Arguments back = network.Back(networks, layer) with
            {
                OutputGradient = gradient,
                InputGradient = gradients[layer % 2].Over(around),
                Adds = network.PassesBy(layer) ? 1 : 0,
                Passes = network.PassesBy(layer - 1) ? 1 : 0,
                Passing = passing.Over(around),
                ThroughGelu = 1,
                BeforeGelu = sums[layer - 1].Over(around),
                Habitat = Near(layer - 1),
                Readable = readable,
                Target = band.GrowRows(layer * Radius, readable.Grid),
            };
            launcher.RunGroups<ConvolutionInputGradient, ConvolutionInputGradient.Arguments>(back);
            if (layer < Last)
            {
                Clear(layer, gradient);
            }

            gradient = back.InputGradient;
            AddWeightGradient(layer - 1, gradient);
        }

        if (inputGradient is Planes all)
        {
            Planes added = all.From(networks.First * Layout.Inputs);
            launcher.RunGroups<ConvolutionInputGradient, ConvolutionInputGradient.Arguments>(network.Back(networks, 0) with
            {
                OutputGradient = gradient,
                InputGradient = added,
                Adds = 1,
                Passing = added,
                BeforeGelu = added,
                Habitat = Near(-1),
                Readable = readable,
                Target = band,
            });
        }

        Clear(0, gradient);
        for (int layer = 1; layer < Last; layer++)
        {
            Clear(layer, passing.Over(around));
        }
    }

    /// <summary>Makes a network's gradients 0.</summary>
    /// <param name="index">Which, 0 = the first species'.</param>
    public void Forget(int index)
    {
        for (int layer = 0; layer < Layout.Layers; layer++)
        {
            (long offset, long length) = network.Place(new IndexRun(index, 1), layer);
            allGradients.Write(launcher.Flush(), offset, new float[length]);
        }
    }

    /// <summary>Makes 0 whatever is left of bands.</summary>
    public void Clear()
    {
        foreach (PlaneBuffer planes in (PlaneBuffer[])[.. sums, .. outputs, .. gradients, passing])
        {
            launcher.Fill(planes.Planes, planes.Count, planes.Area, 0);
        }
    }

    private ConvolutionLayout Layout => network.Layout;

    private int Last => Layout.Layers - 1;

    private int Radius => Layout.KernelSize / 2;

    // Rows around a band on which its gradients depend.
    private static int Surroundings(in ConvolutionLayout layout) => (2 * layout.Depth + 1) * (layout.KernelSize / 2);

    // Sums are cut as those of all species' networks are, whoever learns.
    private int SlicesOf(int layer, Area cells) =>
        launcher.Device.RunsSimdBodies ? 1 : CellSlices.OfMatrices(network.Whole.Species, network.Whole.LayerLength(layer), cells);

    // Where a layer's outputs are needed and its sums have gradients.
    private Habitat Near(int layer) => habitat.Within((Last - 1 - Math.Min(layer, Last - 1)) * Radius);

    private void Forward()
    {
        network.PackWeights();
        Planes read = input;
        for (int layer = 0; layer < Last; layer++)
        {
            Area target = band.GrowRows((2 * Layout.Depth + 1 - layer) * Radius, readable.Grid);
            Planes written = outputs[layer].Over(around);
            network.Run(networks, layer, read, written, sums[layer].Over(around), Near(layer), readable, target);
            read = written;
        }
    }

    private void AddWeightGradient(int layer, Planes gradient)
    {
        int slices = SlicesOf(layer, band);
        (long offset, long length) = network.Place(networks, layer);
        launcher.RunGroups<ConvolutionWeightGradient, ConvolutionWeightGradient.Arguments>(new ConvolutionWeightGradient.Arguments
        {
            OutputGradient = gradient,
            Input = layer == 0 ? input : outputs[layer - 1].Over(around),
            GroupStride = network.GroupStride(layer),
            WeightGradient = weightSums.View,
            Slices = slices,
            Groups = networks.Count,
            Inputs = Layout.InputsOf(layer),
            Outputs = Layout.OutputsOf(layer),
            KernelSize = Layout.KernelOf(layer),
            Habitat = Near(layer),
            Readable = readable,
            Target = band,
        });
        launcher.Run<SliceTotals, SliceTotals.Arguments>(new SliceTotals.Arguments
        {
            Sums = weightSums.View,
            Slices = slices,
            Gradients = allGradients.View.SubView(offset, length),
            Weights = checked((int)length),
            Accumulate = accumulate,
        });
    }

    // The gradients of a layer's sums, or what passed by behind it, were written on the way back through the layer after it.
    private void Clear(int layer, Planes planes)
    {
        if (launcher.Device.RunsSimdBodies)
        {
            launcher.RunSimd<ConvolutionClearing, ConvolutionClearing.Arguments>(new ConvolutionClearing.Arguments
            {
                Planes = planes,
                Inputs = Layout.Width,
                Groups = networks.Count,
                KernelSize = Layout.KernelOf(layer + 1),
                Habitat = Near(layer),
                Readable = readable,
                Target = band.GrowRows((layer + 1) * Radius, readable.Grid),
            });
        }
    }
}
