using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>
/// The comparison with the reference bites: where the two differ by a fault that a kernel could have, it fails. The
/// faults are put into the reference, which is easier to break than a kernel and differs from it just as much.
/// </summary>
public class BrokenKernelTests
{
    private const double OneStep = 2e-5;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = 3,
        GridWidth = 21,
        GridHeight = 18,
        StateChannels = 8,
        HiddenChannels = 2,
        NetworkWidth = 8,
        NetworkDepth = 1,

        // Cosine similarity divides by a vector's length, and so takes concentration's weight out again.
        Similarity = SimilarityKind.Dot,
        ConcentrationBaseline = 0.2f,
        MinOccupancy = 60,
        SunPenalty = 0.5f,
        LearnInterval = 0,
    };

    private static readonly Dictionary<string, Func<RandomWorld, float[], ReferenceOutcome>> faults = new()
    {
        ["a depthwise tap is shifted by one"] = (w, z) => Run(w, z, weights: WithKernels(w, kernel => [.. kernel[1..], kernel[0]])),
        ["the depthwise kernels are transposed"] = (w, z) => Run(w, z, weights: WithKernels(w, Transposed)),
        ["one weight is changed by 1 %"] = (w, z) => Run(w, z, weights: WithDecoder(w, 1.01)),
        ["gelu is relu"] = (w, z) => Compete(w, z, [.. w.Sun.Propose(w.Reference, w.Start.Cells), .. ProposeWithRelu(w)]),
        ["the concentration window is shifted"] = (w, z) => RunTurned(w, z),
        ["the competition temperature is off by 1 %"] = (w, z) =>
            Run(w, z, w.Reference with { CompetitionTemperature = 1.01 * w.Reference.CompetitionTemperature }),
        ["the concentration temperature is off by 1 %"] = (w, z) =>
            Run(w, z, w.Reference with { ConcentrationTemperature = 1.01 * w.Reference.ConcentrationTemperature }),
        ["there is no sun penalty"] = (w, z) => Run(w, z, w.Reference with { SunPenalty = 0 }),
        ["there is no diversity boost"] = (w, z) => Run(w, z, w.Reference with { DiversityWeight = 0 }),
        ["there is no preservation boost"] = (w, z) => Run(w, z, w.Reference with { MinOccupancy = 0 }),
        ["the win rate changes no probability"] = (w, z) => Run(w, z, w.Reference with { WinRateStrength = 0 }),
        ["the state moves by the whole proposal"] = (w, z) => Finish(w, z, Right(w, z).Shares, proposalFactor: 2),
        ["the absent compete"] = (w, z) => Finish(w, z, SharesWithAbsent(w, z), proposalFactor: 1),
        ["species live in walls"] = (w, z) =>
            Finish(w, z, ReferenceCompetition.Resolve(w.Reference, Right(w, z).Scores, new double[w.Start.Cells]), 1),
    };

    /// <summary>The faults by name.</summary>
    public static TheoryData<string> Faults => [.. faults.Keys];

    /// <summary>Without a fault the comparison passes, also by the way that takes a step apart.</summary>
    [Fact]
    public void The_right_reference_passes()
    {
        Assert.True(CompareWith(Right).Passed);
        Assert.True(CompareWith((w, z) => Finish(w, z, Right(w, z).Shares, proposalFactor: 1)).Passed);
    }

    /// <summary>With a fault it fails, and by more than the tolerance could ever be widened to.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_reference_fails(string fault)
    {
        Comparison comparison = CompareWith(faults[fault]);

        Assert.False(comparison.Passed);
        Assert.True(comparison.Worst > 5 * OneStep, $"the fault shows by {comparison.Worst:G3} only");
    }

    /// <summary>Worlds in which the absent would count by one thing alone: their defence, their energy, their share.</summary>
    public static TheoryData<string> Absences => ["defence", "energy", "share"];

    /// <summary>Where the absent must not count, it is noticed if they do.</summary>
    [Theory]
    [MemberData(nameof(Absences))]
    public void The_absent_are_noticed_where_they_count(string by)
    {
        EcosystemParameters rules = parameters with
        {
            Opposition = OppositionKind.Present,
            Species = by == "energy" ? 1 : 3,
            Concentration = by == "energy",
            CompetitionMode = by == "share" ? CompetitionMode.MeanField : CompetitionMode.Full,
        };

        Assert.True(CompareWith(Right, rules).Passed);
        Comparison comparison = CompareWith((w, z) => Run(w, z, w.Reference with { Opposition = ReferenceOpposition.All }), rules);

        Assert.False(comparison.Passed);
        Assert.True(comparison.Worst > 5 * OneStep, $"they show by {comparison.Worst:G3} only");
    }

    private static Comparison CompareWith(Func<RandomWorld, float[], ReferenceOutcome> compute, EcosystemParameters? rules = null)
    {
        RandomWorld world = new(rules ?? parameters, seed: 3, walls: true);
        float[] uniforms = world.Run(1)[0].Uniforms;
        using World actual = world.Load(Devices.Open("cpu"));
        actual.Given.Uniforms = uniforms;
        actual.Step();

        ReferenceOutcome expected = compute(world, uniforms);
        Comparison comparison = new();
        if (world.Parameters.Opposition == OppositionKind.All)
        {
            comparison.Add("proposals", actual.ReadProposals(), RandomWorld.ToFloat(expected.Updates(world.Reference)), OneStep);
        }

        comparison.Add("grid", actual.ReadGrid(), RandomWorld.ToFloat(expected.NextGrid), OneStep);
        return comparison;
    }

    private static ReferenceOutcome Right(RandomWorld w, float[] uniforms) => Run(w, uniforms);

    private static ReferenceOutcome Run(
        RandomWorld w, float[] uniforms, ReferenceParameters? p = null, ReferenceWeights? weights = null) =>
        ReferenceStep.Run(p ?? w.Reference, weights ?? w.Weights, w.Sun, w.Start, ToDouble(uniforms));

    private static ReferenceOutcome Compete(RandomWorld w, float[] uniforms, double[] proposals) =>
        ReferenceStep.Compete(w.Reference, proposals, w.Start, ToDouble(uniforms));

    // The end of a step, from shares and proposals on.
    private static ReferenceOutcome Finish(RandomWorld w, float[] uniforms, double[] shares, double proposalFactor)
    {
        ReferenceParameters p = w.Reference;
        ReferenceOutcome right = Right(w, uniforms);
        double[] gate = ReferenceCompetition.Gate(p, w.Start.Aliveness(p), w.Start.Height, w.Start.Width);
        double[] moves = Array.ConvertAll(right.Proposals, value => proposalFactor * value);
        double[] next = ReferenceCompetition.Apply(p, shares, gate, w.Start.State(p), moves);
        ReferenceCompetition.Survive(p, next, w.Start.Cells);
        for (int i = 0; i < next.Length; i++)
        {
            int cell = i % w.Start.Cells;
            bool updates = uniforms[cell] < ReferenceStep.UpdateProbability(p, w.Start, cell);
            next[i] = updates ? next[i] : w.Start.Grid[i];
        }

        return right with { NextGrid = next };
    }

    // An absent species has lost 1e9; a score of less than that was never anyone else's.
    private static double[] SharesWithAbsent(RandomWorld w, float[] uniforms)
    {
        double[] scores = Array.ConvertAll(Right(w, uniforms).Scores, score => score < -1e8 ? score + 1e9 : score);
        return ReferenceCompetition.Resolve(w.Reference, scores, w.Start.Wall);
    }

    private static double[] ProposeWithRelu(RandomWorld w)
    {
        ReferenceParameters p = w.Reference;
        (int height, int width, int cells) = (w.Start.Height, w.Start.Width, w.Start.Cells);
        double[] Relu(double[] values) => Array.ConvertAll(values, value => Math.Max(0, value));

        double[] hidden = Relu(ReferenceNetwork.Convolve(w.Start.State(p), w.Weights.Encoder, p.KernelSize, height, width));
        double[] expanded = Relu(ReferenceNetwork.ConvolvePointwise(hidden, w.Weights.Expand[0], p.Groups, cells));
        double[] filtered = Relu(ReferenceNetwork.ConvolveDepthwise(expanded, w.Weights.Depthwise[0], p.KernelSize, height, width));
        double[] projected = ReferenceNetwork.ConvolvePointwise(filtered, w.Weights.Project[0], p.Groups, cells);
        double[] sum = [.. hidden.Zip(projected, (left, right) => left + right)];
        return ReferenceNetwork.Decode(p, w.Weights, sum, height, width);
    }

    // Turned by 180 degrees, a window that covers -1..+2 covers -2..+1 of the cells as they were; all else is as before.
    private static ReferenceOutcome RunTurned(RandomWorld w, float[] uniforms)
    {
        int cells = w.Start.Cells;
        double[] Turn(double[] planes) => [.. planes.Chunk(cells).SelectMany(plane => plane.Reverse())];

        ReferenceWorld turned = w.Start with
        {
            Grid = Turn(w.Start.Grid),
            Wall = Turn(w.Start.Wall),
            WinRate = Turn(w.Start.WinRate!),
        };
        double[] proposals = Turn(Right(w, uniforms).Proposals);
        ReferenceOutcome outcome = ReferenceStep.Compete(w.Reference, proposals, turned, Turn(ToDouble(uniforms)));
        return outcome with { Proposals = Turn(outcome.Proposals), NextGrid = Turn(outcome.NextGrid) };
    }

    private static ReferenceWeights WithKernels(RandomWorld w, Func<double[], double[]> change)
    {
        int size = w.Reference.KernelSize * w.Reference.KernelSize;
        return Copy(w, depthwise: [.. w.Weights.Depthwise.Select(layer => layer.Chunk(size).SelectMany(change).ToArray())]);
    }

    private static ReferenceWeights WithDecoder(RandomWorld w, double factor)
    {
        double[] decoder = [.. w.Weights.Decoder];
        decoder[Array.IndexOf(decoder, decoder.MaxBy(Math.Abs))] *= factor;
        return Copy(w, decoder: decoder);
    }

    private static ReferenceWeights Copy(RandomWorld w, double[][]? depthwise = null, double[]? decoder = null) => new()
    {
        Encoder = w.Weights.Encoder,
        Expand = w.Weights.Expand,
        Depthwise = depthwise ?? w.Weights.Depthwise,
        Project = w.Weights.Project,
        Decoder = decoder ?? w.Weights.Decoder,
    };

    private static double[] Transposed(double[] kernel)
    {
        int size = (int)Math.Sqrt(kernel.Length);
        return [.. Enumerable.Range(0, kernel.Length).Select(tap => kernel[tap % size * size + tap / size])];
    }

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);
}
