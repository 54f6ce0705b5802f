using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>The gradient of a cell's scores by itself: through survival, and through the softmax before it.</summary>
public class ShareGradientTests
{
    private const int Species = 3;
    private const int Entities = Species + 1;
    private const float Probability = 0.6f;

    private static readonly int cells = OperationBench.Cells;

    /// <summary>Devices, temperatures, and what the sun needs to survive: the lower, the more cells are its own.</summary>
    public static TheoryData<string, float, float> Rules => [..
        from row in Devices.All
        from temperature in (float[])[0.1f, 1, 4]
        from threshold in (float[])[0.2f, 0.5f, 0.9f]
        select ((string)row, temperature, threshold)];

    /// <summary>
    /// Survival passes a gradient to the shares, and through the factor alive to the larger side of its maximum; a softmax
    /// passes it to all scores of its cell. Cells that take no part pass none.
    /// </summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Resolution_slopes(string device, float temperature, float threshold)
    {
        using OperationBench bench = new(device, seed: 1);
        ReferenceParameters p = new()
        {
            Species = Species,
            StateChannels = 0,
            HiddenChannels = 0,
            AliveThreshold = threshold,
            GrowthGateSteepness = 8,
            CompetitionTemperature = temperature,
        };

        // Shares and gates leave little life, so that alive is not 1 everywhere, where it has no slope.
        double[] scores = bench.Draw(Entities * cells, -2 * temperature, 2 * temperature);
        double[] aliveness = bench.Draw(Entities * cells, 0, 0.3f * threshold);
        double[] gates = ReferenceCompetition.Gate(p, aliveness, OperationBench.Target.Height, OperationBench.Target.Width);
        double[] uniforms = bench.Draw(cells, 0, 1);
        double[] upstream = bench.Draw(2 * Entities);
        PlaneBuffer alive = bench.Result(1);
        PlaneBuffer survivors = bench.Result(Entities);
        PlaneBuffer gradient = bench.Result(Entities);
        Resolution.Arguments forward = new()
        {
            Grid = bench.Planes(aliveness).Planes,
            Weights = bench.Planes(scores).Planes,
            Gates = bench.Result(Species).Planes,
            Aliveness = survivors.Planes,
            Alive = alive.Planes,
            Entities = Entities,
            InverseTemperature = 1 / temperature,
            Threshold = threshold,
            GateSteepness = 8,
            Readable = OperationBench.Target,
            Target = OperationBench.Target,
        };
        bench.Workbench.Run<Resolution, Resolution.Arguments>(forward);
        bench.Workbench.Run<ResolutionGradient, ResolutionGradient.Arguments>(new ResolutionGradient.Arguments
        {
            Forward = forward,
            Uniforms = new CellUniforms { AreGiven = 1, Given = bench.Planes(uniforms).Planes },
            Upstream = bench.Buffer(upstream).View,
            Learner = 1,
            ScoreGradient = gradient.Planes,
            Probability = Probability,
        });

        double Loss() => Survivors(p, scores, gates).Select(
            (value, i) => uniforms[i % cells] < Probability ? upstream[Entities + i / cells] * value : 0).Sum();
        Close.Assert<double, float>(
            Survivors(p, scores, gates), bench.Workbench.Read(survivors), absolute: 0, relativeToLargest: 2e-6, "survivors");
        bench.AssertSlopes(Loss, scores, gradient, "scores");
        float[] factors = bench.Workbench.Read(alive);
        Assert.Contains(factors, factor => factor is > 0.1f and < 0.9f);
    }

    private static double[] Survivors(ReferenceParameters p, double[] scores, double[] gates)
    {
        double[] shares = ReferenceCompetition.Resolve(p, scores, new double[cells]);
        double[] grid = [.. shares.Select((share, i) => share * gates[i])];
        ReferenceCompetition.Survive(p, grid, cells);
        return grid;
    }
}
