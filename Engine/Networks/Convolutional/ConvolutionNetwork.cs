using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine.Networks.Convolutional;

/// <summary>
/// Plain convolution networks, one for each species: an encoder and middle layers, each followed by gelu, and a decoder of single taps
/// followed by tanh.
/// </summary>
internal sealed class ConvolutionNetwork : Network
{
    private readonly DeviceBuffer<float> packed;
    private readonly DeviceBuffer<float> turned;
    private readonly bool isResidual;
    private bool packedIsStale = true;

    /// <param name="memory">Holds copies of the weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="architecture">The layers of all species' networks, were all like these.</param>
    /// <param name="species">How many species these networks are of.</param>
    public ConvolutionNetwork(DeviceArena memory, DeviceBuffer<float> weights, ConvolutionArchitecture architecture, int species)
        : base(memory.Launcher, weights)
    {
        Layout = architecture.LayoutOf(species);
        Whole = architecture.Layout;
        isResidual = architecture.IsResidual;
        bool packs = Launcher.Device.RunsSimdBodies;
        packed = memory.Allocate<float>(packs ? Layout.PackedLength : 1);
        turned = memory.Allocate<float>(packs ? Layout.TurnedLength : 1);
    }

    public ConvolutionLayout Layout { get; }

    /// <summary>The layers of all species' networks, were all like these.</summary>
    public ConvolutionLayout Whole { get; }

    /// <summary>All of them.</summary>
    public IndexRun All => new(0, Layout.Species);

    public override void WeightsChanged() => packedIsStale = true;

    public override NetworkPass MakePass(DeviceArena memory, Area window) => new ConvolutionActivations(memory, this, window);

    public override NetworkLearning MakeLearning(DeviceArena memory, DeviceBuffer<float> gradients, Area patch) =>
        new PatchLearning(memory, this, gradients, patch);

    /// <summary>Brings the packed copies of the weights up to date; every pass begins with it.</summary>
    public void PackWeights()
    {
        if (Launcher.Device.RunsSimdBodies && packedIsStale)
        {
            Launcher.RunSimd<ConvolutionPacking, ConvolutionPacking.Arguments>(new ConvolutionPacking.Arguments
            {
                Layout = Layout,
                Weights = Weights.View,
                Packed = packed.View,
                Turned = turned.View,
            });
            packedIsStale = false;
        }
    }

    /// <summary>Launches a layer.</summary>
    /// <param name="networks">Whose, 0 = the first species'; planes and habitat begin with theirs.</param>
    /// <param name="layer">Which, the encoder first.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it writes, <c>[species · outputs][y][x]</c>.</param>
    /// <param name="beforeActivation">Where what goes into the activation is kept; null where nobody goes back.</param>
    /// <param name="habitat">Where the species' outputs are needed.</param>
    /// <param name="readable">The worlds.</param>
    /// <param name="target">Cells to compute.</param>
    public void Run(
        IndexRun networks, int layer, Planes input, Planes output, Planes? beforeActivation, Habitat habitat, WorldStack readable, Area target)
    {
        Launcher.RunGroups<Convolution, Convolution.Arguments>(new Convolution.Arguments
        {
            Input = input,
            GroupStride = GroupStride(layer),
            Output = output,
            Adds = PassesBy(layer) ? 1 : 0,
            Weights = WeightsOf(networks, layer),
            Groups = networks.Count,
            KernelSize = Layout.KernelOf(layer),
            Packed = packed.View.SubView(Packed(Layout.PackedOffset(layer) + networks.First * Layout.PackedMatrix(layer))),
            Inputs = Layout.InputsOf(layer),
            Outputs = Layout.OutputsOf(layer),
            Activation = layer == Layout.Layers - 1 ? Activation.Tanh : Activation.Gelu,
            KeepsTape = beforeActivation is null ? 0 : 1,
            BeforeActivation = beforeActivation ?? output,
            Habitat = habitat,
            Readable = readable,
            Target = target,
        });
    }

    /// <summary>What a layer's way back to what it read is launched with, but for the planes.</summary>
    /// <param name="networks">Whose, 0 = the first species'.</param>
    /// <param name="layer">Which, the encoder first.</param>
    public ConvolutionInputGradient.Arguments Back(IndexRun networks, int layer) => new()
    {
        Weights = WeightsOf(networks, layer),
        Packed = turned.View.SubView(Packed(Layout.TurnedOffset(layer) + networks.First * Layout.TurnedMatrix(layer))),
        Groups = networks.Count,
        Inputs = Layout.InputsOf(layer),
        Outputs = Layout.OutputsOf(layer),
        KernelSize = Layout.KernelOf(layer),
    };

    /// <summary>Whether what a layer reads also comes past it.</summary>
    public bool PassesBy(int layer) => isResidual && layer > 0 && layer < Layout.Layers - 1;

    /// <summary>Planes from what a species reads in a layer to what the next one does.</summary>
    public int GroupStride(int layer) => layer == 0 ? 0 : Layout.Width;

    /// <summary>Where a layer's weights of some networks lie in all that are laid out as the weights are.</summary>
    public (long Offset, long Length) Place(IndexRun networks, int layer)
    {
        long ofOne = Layout.LayerLength(layer) / Layout.Species;
        return (Layout.LayerOffset(layer) + networks.First * ofOne, networks.Count * ofOne);
    }

    private ArrayView<float> WeightsOf(IndexRun networks, int layer)
    {
        (long offset, long length) = Place(networks, layer);
        return Weights.View.SubView(offset, length);
    }

    // Without SIMD bodies nothing is packed, and one number is there to be passed.
    private long Packed(long offset) => Launcher.Device.RunsSimdBodies ? offset : 0;
}
