using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// What scores make of proposals by way of concentration, and back again: all operations of the competition before its resolution
/// together, of which only <see cref="Concentration"/> looks beyond a cell.
/// </summary>
public class ConcentrationGradientTests
{
    private const int Entities = 2;

    private static readonly Area target = OperationBench.Target;

    /// <summary>Devices, windows that reach over every border, and temperatures; the coldest has the steepest slopes.</summary>
    public static TheoryData<string, int, float> Windows
    {
        get
        {
            TheoryData<string, int, float> windows = [];
            foreach (string device in Devices.All.Select(row => (string)row))
            {
                foreach (int window in (int[])[1, 2, 3, 4, 5, 6, 21])
                {
                    windows.Add(device, window, 0.4f);
                }

                windows.Add(device, 4, 0.05f);
                windows.Add(device, 3, 0.05f);
                windows.Add(device, 4, 5);
            }

            return windows;
        }
    }

    /// <summary>The slopes of the scores with respect to what goes into the proposals' tanh.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void Concentration_slopes(string device, int window, float temperature)
    {
        using OperationBench bench = new(device, seed: window);
        ReferenceParameters p = new()
        {
            Species = Entities - 1,
            StateChannels = 4,
            HiddenChannels = 0,
            Similarity = ReferenceSimilarity.Dot,
            ConcentrationTemperature = temperature,
            ConcentrationBaseline = 0.25,
            ConcentrationWindow = window,
        };
        double[] beforeTanh = bench.Draw(p.Entities * p.Channels * OperationBench.Cells);
        double[] upstream = bench.Draw(p.Entities * OperationBench.Cells);
        (PlaneBuffer sun, PlaneBuffer species) = Run(bench, p, beforeTanh, upstream);

        OperationBench.AssertSlopes(
            () => OperationBench.Dot(upstream, ScoresOf(p, Array.ConvertAll(beforeTanh, Math.Tanh))),
            beforeTanh, [.. bench.Workbench.Read(sun), .. bench.Workbench.Read(species)], "before tanh");
    }

    private static (PlaneBuffer Sun, PlaneBuffer Species) Run(
        OperationBench bench, ReferenceParameters p, double[] beforeTanh, double[] upstream)
    {
        double[] proposals = Array.ConvertAll(beforeTanh, Math.Tanh);
        int sunNumbers = p.Channels * OperationBench.Cells;
        Proposals made = new()
        {
            Sun = bench.Planes(proposals[..sunNumbers]).Planes,
            Species = bench.Planes(proposals[sunNumbers..]).Planes,
            Channels = p.Channels,
            StateChannels = p.StateChannels,
            Entities = p.Entities,
        };
        Norms.Arguments norms = new() { Proposals = made, Norms = bench.Result(2 * Entities).Planes, Target = target };
        Concentration.Arguments concentration = new()
        {
            Norms = norms.Norms,
            Weights = bench.Result(3 * Entities).Planes,
            Entities = Entities,
            InverseTemperature = (float)(1 / p.ConcentrationTemperature),
            Baseline = (float)p.ConcentrationBaseline,
            Window = p.ConcentrationWindow,
            Readable = target,
            Target = target,
        };
        Scores.Arguments scores = new()
        {
            Proposals = made,
            Norms = norms.Norms,
            Concentration = concentration.Weights,
            Grid = bench.Planes([.. Enumerable.Repeat(1.0, upstream.Length)]).Planes,
            Walls = bench.Planes(new double[OperationBench.Cells]).Planes,
            Boosts = new PopulationBoosts { Populations = bench.Buffer(new double[Entities]).View },
            Opposition = bench.Result(p.VectorChannels + 1).Planes,
            Scores = bench.Result(Entities).Planes,
            Similarity = SimilarityKind.Dot,
            Mode = CompetitionMode.Full,
            Concentrated = 1,
            Readable = target,
            Target = target,
        };
        PlaneBuffer sun = bench.Result(p.Channels);
        PlaneBuffer species = bench.Result(p.Species * p.Channels);
        ScoresGradient.Arguments back = new()
        {
            Forward = scores,
            Concentration = concentration,
            ScoreGradient = bench.Planes(upstream).Planes,
            OppositionGradient = bench.Result(p.VectorChannels).Planes,
            NormGradient = bench.Result(2 * Entities).Planes,
            Flow = bench.Result(2 * Entities).Planes,
        };
        bench.Workbench.Run<Norms, Norms.Arguments>(norms);
        bench.Workbench.Run<Concentration, Concentration.Arguments>(concentration);
        bench.Workbench.Run<Scores, Scores.Arguments>(scores);
        bench.Workbench.Run<ScoresGradient, ScoresGradient.Arguments>(back);
        bench.Workbench.Run<ProposalGradient, ProposalGradient.Arguments>(new ProposalGradient.Arguments
        {
            Scores = scores,
            Concentration = concentration,
            ScoreGradient = back.ScoreGradient,
            OppositionGradient = back.OppositionGradient,
            NormGradient = back.NormGradient,
            Flow = back.Flow,
            Gradient = made with { Sun = sun.Planes, Species = species.Planes },
            EndsInTanh = bench.Buffer([.. Enumerable.Repeat(1.0, Entities)]).View,
            First = 0,
            Count = Entities,
        });
        return (sun, species);
    }

    private static double[] ScoresOf(ReferenceParameters p, double[] proposals)
    {
        bool[] counting = ReferenceAdjustments.Everybody(p, OperationBench.Cells);
        ReferenceVectors vectors = ReferenceVectors.Split(p, proposals, OperationBench.Cells)
            .Concentrate(p, counting, target.Height, target.Width);
        return ReferenceCompetition.Scores(p, vectors, counting, [], OperationBench.Cells);
    }
}
