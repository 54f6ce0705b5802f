using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// The gradient operations between scores and proposals, each by itself: the slope of what that operation stands for,
/// with everything else that goes into it held.
/// </summary>
public class ContestOperationGradientTests
{
    /// <summary>Devices, similarities, modes, and whether vectors have concentration weights.</summary>
    public static TheoryData<string, SimilarityKind, CompetitionMode, bool> Rules
    {
        get
        {
            TheoryData<string, SimilarityKind, CompetitionMode, bool> rules = [];
            foreach (string device in Devices.All.Select(row => (string)row))
            {
                foreach (SimilarityKind similarity in Enum.GetValues<SimilarityKind>())
                {
                    rules.Add(device, similarity, CompetitionMode.Full, true);
                    rules.Add(device, similarity, CompetitionMode.MeanField, true);
                    rules.Add(device, similarity, CompetitionMode.MeanField, false);
                }
            }

            return rules;
        }
    }

    /// <summary>From scores to the opposition and to the attacks' scales.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Scores_slopes(string device, SimilarityKind similarity, CompetitionMode mode, bool concentrated)
    {
        using OperationBench bench = new(device, seed: 3);
        ContestSample sample = new(bench, similarity, mode, concentrated);
        double[] upstream = bench.Draw(ContestSample.Entities * OperationBench.Cells);
        PlaneBuffer opposition = bench.Result(ContestSample.Half);
        PlaneBuffer scales = bench.Result(2 * ContestSample.Entities);
        bench.Workbench.Run<ScoresGradient, ScoresGradient.Arguments>(new ScoresGradient.Arguments
        {
            Forward = sample.Scores,
            ScoreGradient = bench.Planes(upstream).Planes,
            OppositionGradient = opposition.Planes,
            ScaleGradient = scales.Planes,
        });

        double Loss() => OperationBench.Dot(upstream, sample.ScoresOf(sample.Opposed));
        bench.AssertSlopes(Loss, sample.Opposed, opposition, "opposition");
        OperationBench.AssertSlopes(Loss, sample.AttackScales, FirstHalf(bench.Workbench.Read(scales)), "attack scales");
    }

    /// <summary>From the opposition to the sum it is made of, and to the defences' scales.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Opposition_slopes(string device, SimilarityKind similarity, CompetitionMode mode, bool concentrated)
    {
        using OperationBench bench = new(device, seed: 4);
        ContestSample sample = new(bench, similarity, mode, concentrated);
        double[] upstream = bench.Draw(sample.Opposed.Length);
        PlaneBuffer gradient = bench.Planes(upstream);
        PlaneBuffer scales = bench.Result(2 * ContestSample.Entities);
        bench.Workbench.Run<OppositionGradient, OppositionGradient.Arguments>(new OppositionGradient.Arguments
        {
            Forward = sample.OppositionArguments,
            Gradient = gradient.Planes,
            ScaleGradient = scales.Planes,
        });

        double[] sum = sample.SumOfDefences();
        bench.AssertSlopes(() => OperationBench.Dot(upstream, sample.Oppose(sum)), sum, gradient, "sum of defences");
        OperationBench.AssertSlopes(
            () => OperationBench.Dot(upstream, sample.Oppose(sample.SumOfDefences())),
            sample.DefenceScales, SecondHalf(bench.Workbench.Read(scales)), "defence scales");
    }

    /// <summary>From a vector's scale to its norm and to its concentration weight.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Norms_slopes(string device, SimilarityKind similarity, CompetitionMode mode, bool concentrated)
    {
        using OperationBench bench = new(device, seed: 5);
        ContestSample sample = new(bench, similarity, mode, concentrated);
        double[] upstream = bench.Draw(sample.Norms.Length);
        PlaneBuffer norms = bench.Result(2 * ContestSample.Entities);
        PlaneBuffer weights = bench.Result(ContestSample.Entities);
        bench.Workbench.Run<NormsGradient, NormsGradient.Arguments>(new NormsGradient.Arguments
        {
            Norms = sample.Scores.Norms,
            Concentration = sample.Scores.Concentration,
            ScaleGradient = bench.Planes(upstream).Planes,
            NormGradient = norms.Planes,
            ConcentrationGradient = weights.Planes,
            Entities = ContestSample.Entities,
            Similarity = similarity,
            Concentrated = sample.Scores.Concentrated,
            Target = OperationBench.Target,
        });

        double Loss() => OperationBench.Dot(upstream, sample.ScalesOf(sample.Norms, sample.Weights));
        if (similarity == SimilarityKind.Cosine)
        {
            // A vector of length 1 keeps next to nothing of its weight.
            bench.AssertSlopes(Loss, sample.Norms, norms, "norms");
            Assert.All(bench.Workbench.Read(weights), slope => Assert.InRange(slope, -1e-4f, 1e-4f));
        }
        else
        {
            // A vector that is taken as it is has a scale that does not depend on its norm.
            Assert.All(bench.Workbench.Read(norms), slope => Assert.Equal(0, slope));
            if (concentrated)
            {
                bench.AssertSlopes(Loss, sample.Weights, weights, "concentration weights");
            }
        }
    }

    /// <summary>From scores and norms to what goes into the proposals' tanh; hidden channels and others' get nothing.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Proposal_slopes(string device, SimilarityKind similarity, CompetitionMode mode, bool concentrated)
    {
        using OperationBench bench = new(device, seed: 6);
        ContestSample sample = new(bench, similarity, mode, concentrated);
        double[] scores = bench.Draw(ContestSample.Entities * OperationBench.Cells);
        double[] sums = bench.Draw(sample.Opposed.Length);
        double[] norms = bench.Draw(sample.Norms.Length);
        double[] expected = CentralDifference.Gradient(() => sample.Linearised(scores, sums, norms), sample.BeforeTanh);
        foreach ((int first, int count) in ((int, int)[])[(0, ContestSample.Entities), (0, 1), (2, 1)])
        {
            PlaneBuffer sun = bench.Result(ContestSample.Channels);
            PlaneBuffer species = bench.Result((ContestSample.Entities - 1) * ContestSample.Channels);
            bench.Workbench.Run<ProposalGradient, ProposalGradient.Arguments>(new ProposalGradient.Arguments
            {
                Scores = sample.Scores,
                Opposition = sample.OppositionArguments,
                ScoreGradient = bench.Planes(scores).Planes,
                OppositionGradient = bench.Planes(sums).Planes,
                NormGradient = bench.Planes(norms).Planes,
                Gradient = sample.Scores.Proposals with { Sun = sun.Planes, Species = species.Planes },
                First = first,
                Count = count,
            });

            float[] actual = [.. bench.Workbench.Read(sun), .. bench.Workbench.Read(species)];
            int length = actual.Length / ContestSample.Entities;
            Range asked = (first * length)..((first + count) * length);
            Close.Assert<double, float>(
                expected[asked], actual[asked], absolute: 0, relativeToLargest: OperationBench.Tolerance, "before tanh");
            Assert.All([.. actual[..asked.Start], .. actual[asked.End..]], slope => Assert.Equal(77, slope));
        }
    }

    private static float[] FirstHalf(float[] values) => values[..(values.Length / 2)];

    private static float[] SecondHalf(float[] values) => values[(values.Length / 2)..];
}
