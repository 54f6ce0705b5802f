using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Optimisers move weights as the specification says, each species by its own.</summary>
public class OptimizerTests
{
    private const double Tolerance = 1e-6;
    private const int Steps = 7;

    /// <summary>Devices and optimisers.</summary>
    public static TheoryData<string, OptimizerKind> Kinds =>
        [.. Devices.All.SelectMany(row => Enum.GetValues<OptimizerKind>().Select(kind => ((string)row, kind)))];

    /// <summary>Several steps, some with gradients near and far from 0.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Weights_move_as_in_double_precision(string device, OptimizerKind kind)
    {
        using OptimizerBench bench = new(device);
        EcosystemParameters parameters = OptimizerBench.Rules with { Optimizer = new(kind), LearningRate = new(0.02f) };
        OptimizerModel model = new(bench.Start);
        for (int step = 0; step < Steps; step++)
        {
            float[] gradients = bench.DrawGradients();
            bench.Step(parameters, gradients);
            model.Step(kind, 0.02f, 1, gradients);
            Close.Assert<double, float>(model.Weights, bench.ReadWeights(), 0, Tolerance, $"weights after step {step}");
        }

        // Weights hide small moves; the way from the start must be right as well, as far as floats can tell.
        double[] moved = [.. model.Weights.Zip(bench.Start, (now, before) => now - before)];
        double[] actual = [.. bench.ReadWeights().Zip(bench.Start, (now, before) => (double)now - before)];
        Close.Assert<double, double>(moved, actual, absolute: 0, relativeToLargest: 5e-5, "moves");
    }

    /// <summary>A gradient longer than a species' limit is cut to that length; a shorter one, and another's, is not.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Gradients_are_clipped_by_their_length(string device)
    {
        using OptimizerBench bench = new(device);
        float[] gradients = bench.DrawGradients();
        double[] lengths = [.. Enumerable.Range(1, OptimizerBench.Species).Select(species => Math.Sqrt(
            bench.PartOf(species).Sum(i => (double)gradients[i] * gradients[i])))];
        float limit = (float)lengths[0] / 3;
        bench.Step(
            OptimizerBench.Rules with
            {
                LearningRate = new(0.5f),
                GradientClip = new PerSpecies<float>(0).With(1, limit).With(2, (float)lengths[1] * 1.01f),
            },
            gradients);

        Close.Assert<double, float>(lengths, bench.ReadNorms(), 0, Tolerance, "lengths");
        float[] weights = bench.ReadWeights();
        for (int species = 1; species <= OptimizerBench.Species; species++)
        {
            double scale = species == 1 ? limit / lengths[0] : 1;
            int[] part = bench.PartOf(species);
            double[] expected = [.. part.Select(i => bench.Start[i] - 0.5 * scale * gradients[i])];
            float[] actual = [.. part.Select(i => weights[i])];
            Close.Assert<double, float>(expected, actual, 0, Tolerance, $"species {species}");
        }
    }

    /// <summary>Each species has an optimiser and a rate of its own, and one that does not learn stays as it is.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Species_learn_apart(string device)
    {
        using OptimizerBench bench = new(device);
        EcosystemParameters parameters = OptimizerBench.Rules with
        {
            Optimizer = new PerSpecies<OptimizerKind>(OptimizerKind.Adam).With(3, OptimizerKind.Momentum),
            LearningRate = new PerSpecies<float>(0.01f).With(3, 0.05f),
            Learns = new PerSpecies<bool>(true).With(2, false),
        };
        OptimizerModel adam = new(bench.Start);
        OptimizerModel momentum = new(bench.Start);
        for (int step = 0; step < Steps; step++)
        {
            float[] gradients = bench.DrawGradients();
            bench.Step(parameters, gradients);
            adam.Step(OptimizerKind.Adam, 0.01f, 1, gradients);
            momentum.Step(OptimizerKind.Momentum, 0.05f, 1, gradients);
        }

        AssertPart(bench, 1, adam);
        AssertPart(bench, 3, momentum);
        float[] weights = bench.ReadWeights();
        Assert.All(bench.PartOf(2), i => Assert.Equal(bench.Start[i], weights[i]));
    }

    /// <summary>A frozen species that learns again goes on as if the time between had not been.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_freeze_is_no_step(string device)
    {
        using OptimizerBench bench = new(device);
        EcosystemParameters parameters = OptimizerBench.Rules with { Optimizer = new(OptimizerKind.Adam), LearningRate = new(0.02f) };
        OptimizerModel model = new(bench.Start);
        for (int step = 0; step < Steps; step++)
        {
            bool learns = step is < 2 or > 3;
            float[] gradients = bench.DrawGradients();
            bench.Step(parameters with { Learns = new(learns) }, gradients);
            if (learns)
            {
                model.Step(OptimizerKind.Adam, 0.02f, 1, gradients);
            }
        }

        Close.Assert<double, float>(model.Weights, bench.ReadWeights(), 0, Tolerance, "weights");
    }

    /// <summary>A new rate counts from the next step on and leaves the optimiser its memory.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_changed_rate_counts_at_once(string device, OptimizerKind kind)
    {
        using OptimizerBench bench = new(device);
        OptimizerModel model = new(bench.Start);
        foreach (float rate in (float[])[0.01f, 0.01f, 0.04f, 0, 0.001f, 0.03f])
        {
            float[] gradients = bench.DrawGradients();
            bench.Step(OptimizerBench.Rules with { Optimizer = new(kind), LearningRate = new(rate) }, gradients);
            model.Step(kind, rate, 1, gradients);
            Close.Assert<double, float>(model.Weights, bench.ReadWeights(), 0, Tolerance, $"weights at rate {rate}");
        }
    }

    /// <summary>A species that changes its kind of optimiser begins with an empty memory; the others keep theirs.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_changed_kind_has_forgotten(string device)
    {
        using OptimizerBench bench = new(device);
        OptimizerModel changing = new(bench.Start);
        OptimizerModel keeping = new(bench.Start);
        foreach (OptimizerKind kind in (OptimizerKind[])
            [OptimizerKind.Momentum, OptimizerKind.Momentum, OptimizerKind.Adam, OptimizerKind.Adam, OptimizerKind.RMSProp,
                OptimizerKind.RMSProp, OptimizerKind.AdamW, OptimizerKind.Momentum, OptimizerKind.Adam])
        {
            float[] gradients = bench.DrawGradients();
            PerSpecies<OptimizerKind> kinds = new PerSpecies<OptimizerKind>(OptimizerKind.Adam).With(2, kind);
            bench.Step(OptimizerBench.Rules with { Optimizer = kinds, LearningRate = new(0.01f) }, gradients);
            changing.Step(kind, 0.01f, 1, gradients);
            keeping.Step(OptimizerKind.Adam, 0.01f, 1, gradients);
        }

        AssertPart(bench, 1, keeping);
        AssertPart(bench, 2, changing);
        AssertPart(bench, 3, keeping);
    }

    private static void AssertPart(OptimizerBench bench, int species, OptimizerModel model)
    {
        float[] weights = bench.ReadWeights();
        int[] part = bench.PartOf(species);
        double[] expected = [.. part.Select(i => model.Weights[i])];
        float[] actual = [.. part.Select(i => weights[i])];
        Close.Assert<double, float>(expected, actual, 0, Tolerance, $"weights of species {species}");
    }
}
