using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Tests.Engine;
using GpuEcosystem.Tests.Reference;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// A world whose species have unequal networks, and one learning pass over a patch of it: in double precision, where each network is
/// worked out by itself, and on a device.
/// </summary>
internal sealed class UnequalCase
{
    private readonly EcosystemParameters parameters;
    private readonly RandomWorld world;
    private readonly Area patch;
    private readonly ReferenceParameters p;
    private readonly ReferenceWorld patchWorld;
    private readonly ReferenceSun sun;
    private readonly float[] uniforms;
    private readonly WeightSlice[] slices;
    private readonly double[] held;

    public UnequalCase(EcosystemParameters parameters, Area patch, int seed)
    {
        this.parameters = parameters;
        this.patch = patch;
        world = new RandomWorld(parameters, seed);
        p = world.Reference with { SoftMinSharpness = parameters.SoftMinSharpness, GrowthCurve = parameters.GrowthCurve };
        patchWorld = world.Start.Cut(patch.X, patch.Y, patch.Width, patch.Height) with { WinRate = null };
        sun = world.Sun.Cut(p, world.Start, patch.X, patch.Y, patch.Width, patch.Height);
        Random random = new(seed + 1000);
        uniforms = [.. Enumerable.Range(0, patchWorld.Cells).Select(_ => random.NextSingle())];
        slices = [.. parameters.Networks.Slices];

        // Sums of about unit size before each activation.
        Layers = [.. slices.Select((slice, index) =>
        {
            float limit = MathF.Sqrt(4f / InputsOf(slice.Group + 1, LayerOf(index)));
            return Enumerable.Range(0, slice.Count).Select(_ => (double)(limit * (2 * random.NextSingle() - 1))).ToArray();
        })];
        held = Propose(patchWorld);
    }

    /// <summary>The weights of each species' layers, species by species.</summary>
    public double[][] Layers { get; }

    /// <summary>What all species propose for all cells, <c>[species][channel][y][x]</c>.</summary>
    public double[] ProposeEverywhere() => [.. Species().SelectMany(species => Propose(species, world.Start))];

    /// <summary>The slope of the loss along one weight, of the loss that its species lowers; what others propose is a constant to it.</summary>
    public double Derivative(int layer, int index)
    {
        int species = slices[layer].Group + 1;
        int learner = parameters.Objective == ObjectiveKind.SoftMin ? 0 : species;
        if (parameters.NetworkKind[species] != NetworkKind.Logic)
        {
            return CentralDifference.Derivative(() => Loss(learner, With(species, Propose(species, patchWorld))), Layers[layer], index);
        }

        // Decided gates answer in steps, and learn as if they were mixtures: along what that does to the proposals there is a slope.
        int logit = index + slices.Where(slice => slice.Group == species - 1).TakeWhile(slice => slice != slices[layer]).Sum(slice => slice.Count);
        DualCircuit.Dual[] own = ProposeBits(species, patchWorld, logit);
        double[] along = [0];
        return CentralDifference.Derivative(
            () => Loss(learner, With(species, [.. own.Select(number => number.Value + along[0] * number.Slope)])), along, 0);
    }

    /// <summary>The loss that a learner lowers: its own under OwnGrowth, else the one that all share.</summary>
    public double Loss(int learner) => Loss(learner, held);

    /// <summary>The same world on a device.</summary>
    public World Load(ComputeDevice device)
    {
        World loaded = world.LoadAllButWeights(device);
        foreach ((WeightSlice slice, double[] values) in slices.Zip(Layers))
        {
            loaded.LoadWeights(slice.First, RandomWorld.ToFloat(values));
        }

        return loaded;
    }

    /// <summary>A device's gradients of all layers.</summary>
    public float[][] ReadGradients(World loaded)
    {
        loaded.GivePatch(patch, uniforms);
        loaded.ComputeGradients();
        float[] gradients = loaded.ReadGradients();
        return [.. slices.Select(slice => gradients.AsSpan((int)slice.First, slice.Count).ToArray())];
    }

    private double Loss(int learner, double[] proposals) => parameters.Objective == ObjectiveKind.SoftMin
        ? ReferenceLoss.SoftMin(p, NextPopulations(proposals), patchWorld.Cells)
        : ReferenceLoss.OwnGrowth(NextPopulations(proposals)[learner]);

    private double[] With(int species, double[] own)
    {
        double[] proposals = [.. held];
        own.CopyTo(proposals, species * own.Length);
        return proposals;
    }

    private IEnumerable<int> Species() => Enumerable.Range(1, parameters.Species);

    private int LayerOf(int index) => index - Array.FindIndex(slices, slice => slice.Group == slices[index].Group);

    private int InputsOf(int species, int layer)
    {
        if (parameters.NetworkKind[species] == NetworkKind.Logic)
        {
            return 1;
        }

        int width = parameters.NetworkWidth[species];
        int kernel = parameters.KernelSize[species] * parameters.KernelSize[species];
        bool isPlain = parameters.NetworkKind[species] == NetworkKind.Plain;
        int last = (isPlain ? 1 : 3) * parameters.NetworkDepth[species] + 1;
        return layer == 0 ? p.InputChannels * kernel
            : layer == last ? width
            : isPlain ? width * kernel
            : (layer % 3) switch { 1 => width, 2 => kernel, _ => 2 * width };
    }

    private double[] Propose(ReferenceWorld there) =>
        [.. sun.Propose(p, there.Cells), .. Species().SelectMany(species => Propose(species, there))];

    private double[] Propose(int species, ReferenceWorld there)
    {
        if (parameters.NetworkKind[species] == NetworkKind.Logic)
        {
            return [.. ProposeBits(species, there, logit: 0).Select(number => number.Value)];
        }

        double[] input = InputOf(there);
        double[][] own = LayersOf(species);
        if (parameters.NetworkKind[species] == NetworkKind.Residual)
        {
            ReferenceWeights weights = new()
            {
                Encoder = own[0],
                Expand = Every(third: 1),
                Depthwise = Every(third: 2),
                Project = Every(third: 3),
                Decoder = own[^1],
            };
            ReferenceParameters alone = p with
            {
                Species = 1, NetworkWidth = parameters.NetworkWidth[species], NetworkDepth = parameters.NetworkDepth[species],
                KernelSize = parameters.KernelSize[species],
            };
            return ReferenceNetwork.Propose(alone, weights, input, there.Height, there.Width);
        }

        double[] planes = input;
        foreach (double[] layer in own[..^1])
        {
            planes = ReferenceGelu.Gelu(
                ReferenceNetwork.Convolve(planes, layer, parameters.KernelSize[species], there.Height, there.Width));
        }

        return Array.ConvertAll(ReferenceNetwork.ConvolvePointwise(planes, own[^1], 1, there.Cells), Math.Tanh);

        double[][] Every(int third) => [.. own[1..^1].Where((_, index) => index % 3 == third - 1)];
    }

    private double[] InputOf(ReferenceWorld there) => p.AliveVisible ? there.Grid : there.State(p);

    private double[][] LayersOf(int species) => [.. Layers.Where((_, index) => slices[index].Group == species - 1)];

    private DualCircuit.Dual[] ProposeBits(int species, ReferenceWorld there, int logit) =>
        LogicReference.Propose(parameters, species, LayersOf(species), InputOf(there), there, logit);

    private double[] NextPopulations(double[] proposals)
    {
        double[] drawn = Array.ConvertAll(uniforms, value => (double)value);
        double[] next = ReferenceStep.Compete(p, proposals, patchWorld, drawn).NextGrid;
        return ReferenceAdjustments.Populations(next[..(p.Entities * patchWorld.Cells)], patchWorld.Cells);
    }
}
