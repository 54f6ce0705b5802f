using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>The gradients of a cell's shares by themselves: through survival, and through the softmax before it.</summary>
public class ShareGradientTests
{
    private const int Species = 3;
    private const int Entities = Species + 1;
    private const float Probability = 0.6f;

    private static readonly int cells = OperationBench.Cells;

    /// <summary>Devices, and what the sun needs to survive: the lower, the more cells are its own.</summary>
    public static TheoryData<string, float> Thresholds =>
        [.. Devices.All.SelectMany(row => ((float[])[0.2f, 0.5f, 0.9f]).Select(threshold => ((string)row, threshold)))];

    /// <summary>
    /// Survival passes a gradient to the shares, and through the factor alive to the larger side of its maximum; cells
    /// that take no part pass none.
    /// </summary>
    [Theory]
    [MemberData(nameof(Thresholds))]
    public void Survival_slopes(string device, float threshold)
    {
        using OperationBench bench = new(device, seed: 1);
        ReferenceParameters p = new() { Species = Species, StateChannels = 0, HiddenChannels = 0, AliveThreshold = threshold };

        // Life is sparse, so that alive is not 1 everywhere, where it has no slope.
        double[] shares = bench.Draw(Entities * cells, 0, 0.3f);
        bench.Draw(cells, 0, 1).CopyTo(shares, 0);
        double[] gates = bench.Draw(Species * cells, 0, 1);
        double[] uniforms = bench.Draw(cells, 0, 1);
        double[] upstream = bench.Draw(2 * Entities);
        PlaneBuffer aliveness = bench.Result(Entities);
        PlaneBuffer alive = bench.Result(1);
        PlaneBuffer gradient = bench.Result(Entities);
        bench.Workbench.Run<Survival, Survival.Arguments>(new Survival.Arguments
        {
            Weights = bench.Planes(shares).Planes,
            Gates = bench.Planes(gates).Planes,
            Aliveness = aliveness.Planes,
            Alive = alive.Planes,
            Entities = Entities,
            Threshold = threshold,
            Target = OperationBench.Target,
        });
        bench.Workbench.Run<SurvivalGradient, SurvivalGradient.Arguments>(new SurvivalGradient.Arguments
        {
            Weights = bench.Planes(shares).Planes,
            Gates = bench.Planes(gates).Planes,
            Alive = alive.Planes,
            Uniforms = bench.Planes(uniforms).Planes,
            Upstream = bench.Buffer(upstream).View,
            Learner = 1,
            WeightGradient = gradient.Planes,
            Entities = Entities,
            Threshold = threshold,
            Probability = Probability,
            Target = OperationBench.Target,
        });

        bench.AssertSlopes(() => Survivors(p, shares, gates, uniforms, upstream[Entities..]), shares, gradient, "shares");
        float[] factors = bench.Workbench.Read(alive);
        Assert.Contains(factors, factor => factor is > 0.1f and < 0.9f);
    }

    /// <summary>A softmax passes a gradient to all scores of its cell.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Softmax_slopes(string device)
    {
        foreach (float temperature in (float[])[0.1f, 1, 4])
        {
            using OperationBench bench = new(device, seed: 2);
            ReferenceParameters p = new() { Species = Species, CompetitionTemperature = temperature };
            double[] scores = bench.Draw(Entities * cells, -2, 2);
            double[] upstream = bench.Draw(scores.Length);
            double[] nowhere = new double[cells];
            PlaneBuffer gradient = bench.Planes(upstream);
            bench.Workbench.Run<SoftmaxGradient, SoftmaxGradient.Arguments>(new SoftmaxGradient.Arguments
            {
                Weights = bench.Planes(ReferenceCompetition.Resolve(p, scores, nowhere)).Planes,
                Gradient = gradient.Planes,
                Entities = Entities,
                InverseTemperature = 1 / temperature,
                Target = OperationBench.Target,
            });

            bench.AssertSlopes(
                () => OperationBench.Dot(upstream, ReferenceCompetition.Resolve(p, scores, nowhere)), scores, gradient, "scores");
        }
    }

    private static double Survivors(
        ReferenceParameters p, double[] shares, double[] gates, double[] uniforms, double[] upstream)
    {
        double[] grid = [.. shares.Select((share, i) => i < cells ? share : share * gates[i - cells])];
        ReferenceCompetition.Survive(p, grid, cells);
        return grid.Select((value, i) => uniforms[i % cells] < Probability ? upstream[i / cells] * value : 0).Sum();
    }
}
