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

    /// <summary>From scores to the sum of the defences, to norms, and to what concentration weights send to their windows.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Scores_slopes(string device, SimilarityKind similarity, CompetitionMode mode, bool concentrated)
    {
        using OperationBench bench = new(device, seed: 3);
        ContestSample sample = new(bench, similarity, mode, concentrated);
        double[] upstream = bench.Draw(ContestSample.Entities * OperationBench.Cells);
        PlaneBuffer sums = bench.Result(ContestSample.Half);
        PlaneBuffer norms = bench.Result(2 * ContestSample.Entities);
        PlaneBuffer flow = bench.Result(2 * ContestSample.Entities);
        bench.Workbench.Run<ScoresGradient, ScoresGradient.Arguments>(new ScoresGradient.Arguments
        {
            Forward = sample.Scores,
            Concentration = sample.Concentration,
            ScoreGradient = bench.Planes(upstream).Planes,
            OppositionGradient = sums.Planes,
            NormGradient = norms.Planes,
            Flow = flow.Planes,
        });

        double[] sum = sample.SumOfDefences();
        bench.AssertSlopes(
            () => OperationBench.Dot(upstream, sample.ScoresOf(sample.Oppose(sum))), sum, sums, "sum of defences");

        double Loss()
        {
            double[] scales = sample.ScalesOf(sample.Norms, sample.Weights);
            double[] opposed = sample.Oppose(sample.SumOfDefences(SecondHalf(scales)));
            return OperationBench.Dot(upstream, sample.ScoresOf(opposed, FirstHalf(scales)));
        }

        float[] made = bench.Workbench.Read(norms);
        if (similarity == SimilarityKind.Cosine)
        {
            OperationBench.AssertSlopes(Loss, sample.Norms, made, "norms");
        }
        else
        {
            // A vector that is taken as it is has a scale that does not depend on its norm.
            Assert.All(made, slope => Assert.Equal(0, slope));
        }

        AssertFlow(sample, Loss, similarity, concentrated, bench.Workbench.Read(flow));
    }

    /// <summary>
    /// From scores, norms and concentration to what goes into the proposals' tanh; hidden channels and others' get nothing.
    /// </summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Proposal_slopes(string device, SimilarityKind similarity, CompetitionMode mode, bool concentrated)
    {
        using OperationBench bench = new(device, seed: 6);
        ContestSample sample = new(bench, similarity, mode, concentrated);
        double[] scores = bench.Draw(ContestSample.Entities * OperationBench.Cells);
        double[] sums = bench.Draw(sample.Opposed.Length);
        double[] norms = bench.Draw(sample.Norms.Length);
        double[] flow = bench.Draw(sample.Norms.Length);
        double[] slopes = concentrated ? AddEnergies(norms, sample.CollectedEnergies(flow)) : norms;
        double[] expected = CentralDifference.Gradient(() => sample.Linearised(scores, sums, slopes), sample.BeforeTanh);
        foreach ((int first, int count) in ((int, int)[])[(0, ContestSample.Entities), (0, 1), (2, 1)])
        {
            PlaneBuffer sun = bench.Result(ContestSample.Channels);
            PlaneBuffer species = bench.Result((ContestSample.Entities - 1) * ContestSample.Channels);
            bench.Workbench.Run<ProposalGradient, ProposalGradient.Arguments>(new ProposalGradient.Arguments
            {
                Scores = sample.Scores,
                Concentration = sample.Concentration,
                ScoreGradient = bench.Planes(scores).Planes,
                OppositionGradient = bench.Planes(sums).Planes,
                NormGradient = bench.Planes(norms).Planes,
                Flow = bench.Planes(flow).Planes,
                Gradient = sample.Scores.Proposals with { Sun = sun.Planes, Species = species.Planes },
                EndsInTanh = bench.Buffer([.. Enumerable.Repeat(1.0, ContestSample.Entities)]).View,
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

    // What is sent is dp p / S and dp p, with dp = (1 - baseline) dc. Nothing is sent where weights do not apply.
    private static void AssertFlow(
        ContestSample sample, Func<double> loss, SimilarityKind similarity, bool concentrated, float[] flow)
    {
        if (!concentrated)
        {
            Assert.All(flow, number => Assert.Equal(77, number));
            return;
        }

        double[] slopes = CentralDifference.Gradient(loss, sample.Weights);
        double[] shares = sample.Shares();
        double[] sent = [.. slopes.Select((slope, i) => (1 - ContestSample.Baseline) * slope * shares[i])];
        double[] perSum = [.. sent.Select((number, i) => number / sample.WindowSums[i])];
        if (similarity == SimilarityKind.Cosine)
        {
            // A vector of length 1 keeps next to nothing of its weight.
            Assert.All(flow, number => Assert.InRange(number, -1e-4f, 1e-4f));
        }
        else
        {
            Close.Assert<double, float>(
                [.. perSum, .. sent], flow, absolute: 0, relativeToLargest: OperationBench.Tolerance, "flow");
        }
    }

    private static double[] AddEnergies(double[] norms, double[] energies) =>
        [.. norms.Select((norm, i) => norm + energies[i % energies.Length])];

    private static double[] FirstHalf(double[] values) => values[..(values.Length / 2)];

    private static double[] SecondHalf(double[] values) => values[(values.Length / 2)..];
}
