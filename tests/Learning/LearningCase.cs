using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Tests.Engine;
using GpuEcosystem.Tests.Reference;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// One learning pass over a patch of a random world: its losses in double precision, whose slopes are the right
/// gradients, and the same pass on a device.
/// </summary>
internal sealed class LearningCase
{
    private readonly RandomWorld world;
    private readonly ReferenceWorld patchWorld;
    private readonly ReferenceSun sun;
    private readonly double[][] masks;
    private readonly double[] held;
    private readonly Dictionary<(string Name, int Index), double> known = [];

    public LearningCase(EcosystemParameters parameters, Area patch, int seed, bool walls = false)
    {
        world = new RandomWorld(parameters, seed, walls);
        Patch = patch;
        P = world.Reference with { SoftMinSharpness = parameters.SoftMinSharpness, GrowthCurve = parameters.GrowthCurve };
        patchWorld = world.Start.Cut(patch.X, patch.Y, patch.Width, patch.Height) with { WinRate = null };
        sun = world.Sun.Cut(P, world.Start, patch.X, patch.Y, patch.Width, patch.Height);
        Random random = new(seed + 1000);
        Uniforms = [.. Enumerable.Range(0, patchWorld.Cells).Select(_ => random.NextSingle())];
        masks = [.. Enumerable.Range(0, P.NetworkDepth + 1).Select(Mask)];
        Tensors = world.Weights.Named().Concat(sun.Named()).ToDictionary(one => one.Name, one => one.Values);
        held = Propose();
    }

    public EcosystemParameters Parameters => world.Parameters;

    public ReferenceParameters P { get; }

    public Area Patch { get; }

    public float[] Uniforms { get; }

    /// <summary>The patch as a world of its own.</summary>
    public ReferenceWorld PatchWorld => patchWorld;

    /// <summary>Everything that learns, by name: the weights, and what the sun learns over the patch.</summary>
    public IReadOnlyDictionary<string, double[]> Tensors { get; }

    /// <summary>The right gradient with respect to one number.</summary>
    public double Derivative(string tensor, int index)
    {
        if (!known.TryGetValue((tensor, index), out double slope))
        {
            slope = Learners(tensor, index).Sum(
                learner => CentralDifference.Derivative(() => Loss(learner), Tensors[tensor], index));
            known[(tensor, index)] = slope;
        }

        return slope;
    }

    /// <summary>The loss that a learner lowers: its own under OwnGrowth, else the one that all share.</summary>
    public double Loss(int learner)
    {
        double[] proposals = Propose();
        if (Parameters.Objective == ObjectiveKind.SoftMin)
        {
            return ReferenceLoss.SoftMin(P, NextPopulations(proposals), patchWorld.Cells);
        }

        // What the others propose is a constant to the learner.
        double[] own = [.. held];
        int length = proposals.Length / P.Entities;
        proposals.AsSpan(learner * length, length).CopyTo(own.AsSpan(learner * length));
        return ReferenceLoss.OwnGrowth(NextPopulations(own)[learner]);
    }

    /// <summary>Every entity's proposals, <c>[entity][channel][y][x]</c>, with what is dropped while learning.</summary>
    public double[] Propose()
    {
        double[] input = P.AliveVisible ? patchWorld.Grid : patchWorld.State(P);
        (int height, int width) = (patchWorld.Height, patchWorld.Width);
        double[] trunk = Masked(ReferenceNetwork.Encode(P, world.Weights, input, height, width), masks[0]);
        for (int block = 0; block < P.NetworkDepth; block++)
        {
            double[] after = ReferenceNetwork.Block(P, world.Weights, block, trunk, height, width);
            double[] branch = Masked([.. after.Zip(trunk, (left, right) => left - right)], masks[block + 1]);
            trunk = [.. trunk.Zip(branch, (left, right) => left + right)];
        }

        double[] species = ReferenceNetwork.Decode(P, world.Weights, trunk, height, width);
        return [.. sun.Propose(P, patchWorld.Cells), .. species];
    }

    /// <summary>The same pass on a device, with loss and gradients computed.</summary>
    public World Compute(ComputeDevice device)
    {
        World computed = world.Load(device);
        computed.GivePatch(Patch, Uniforms);
        computed.ComputeGradients();
        return computed;
    }

    /// <summary>A device's gradient of a tensor.</summary>
    public float[] Read(World computed, string tensor)
    {
        if (IsOfSun(tensor))
        {
            float[] gradient = computed.ReadSunGradient();
            int first = SeasonTensor.All(P.Channels).FirstOrDefault(season => season.Name == tensor)?.Offset ?? 0;
            return gradient[first..(first + Tensors[tensor].Length)];
        }

        long offset = EcosystemCaseRunner.Slices(Parameters.Layout).Single(slice => slice.Name == tensor).Offset;
        return computed.ReadGradients()[(int)offset..((int)offset + Tensors[tensor].Length)];
    }

    /// <summary>The places of a tensor to compare: where the device's gradient is largest, and others by chance.</summary>
    public static int[] Sample(float[] gradient, int largest, int others, Random random) =>
    [
        .. Enumerable.Range(0, gradient.Length).OrderByDescending(i => Math.Abs(gradient[i])).Take(largest)
            .Concat(Enumerable.Range(0, others).Select(_ => random.Next(gradient.Length)))
            .Distinct(),
    ];

    private bool IsOfSun(string tensor) => sun.Named().Any(one => one.Name == tensor);

    private double[] NextPopulations(double[] proposals)
    {
        double[] uniforms = Array.ConvertAll(Uniforms, value => (double)value);
        double[] next = ReferenceStep.Compete(P, proposals, patchWorld, uniforms).NextGrid;
        return ReferenceAdjustments.Populations(next[..(P.Entities * patchWorld.Cells)], patchWorld.Cells);
    }

    // An independent species' weights reach no loss but its own, for the other learners hold its proposals.
    private IEnumerable<int> Learners(string tensor, int index)
    {
        if (Parameters.Objective == ObjectiveKind.SoftMin || IsOfSun(tensor))
        {
            return [0];
        }

        return P.Groups == 1
            ? Enumerable.Range(1, P.Species)
            : [1 + index / (Tensors[tensor].Length / P.Groups)];
    }

    private double[] Mask(int site)
    {
        int count = P.Species * P.NetworkWidth * patchWorld.Cells;
        float rate = Parameters.Dropout;
        return [.. Enumerable.Range(site * count, count).Select(i =>
            Philox.Uniform(Parameters.Seed, RandomStream.Dropout, 0, (ulong)i) >= rate ? 1 / (1 - (double)rate) : 0)];
    }

    private static double[] Masked(double[] values, double[] mask) => [.. values.Zip(mask, (value, factor) => value * factor)];
}
