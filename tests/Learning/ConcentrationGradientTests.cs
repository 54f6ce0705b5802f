using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Both halves of concentration's gradient together are the slope of its weights with respect to the norms.</summary>
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

    /// <summary>The slopes, added to what the norms' gradient held before.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void Concentration_slopes(string device, int window, float temperature)
    {
        using OperationBench bench = new(device, seed: window);
        int planes = Entities * OperationBench.Cells;

        // Vectors of one positive number are their own norms.
        double[] norms = bench.Draw(2 * planes, 0.1f, 1.5f);
        double[] upstream = bench.Draw(planes);
        double[] before = bench.Draw(2 * planes, -0.01f, 0.01f);
        ReferenceParameters p = new()
        {
            Species = Entities - 1,
            StateChannels = 2,
            HiddenChannels = 0,
            ConcentrationTemperature = temperature,
            ConcentrationBaseline = 0.25,
            ConcentrationWindow = window,
        };
        Concentration.Arguments forward = new()
        {
            Norms = bench.Planes(norms).Planes,
            Weights = bench.Result(Entities).Planes,
            Entities = Entities,
            InverseTemperature = 1 / temperature,
            Baseline = 0.25f,
            Window = window,
            Readable = target,
            Target = target,
        };
        PlaneBuffer flow = bench.Result(3 * Entities);
        PlaneBuffer gradient = bench.Planes(before);
        bench.Workbench.Run<ConcentrationFlow, ConcentrationFlow.Arguments>(new ConcentrationFlow.Arguments
        {
            Forward = forward,
            WeightGradient = bench.Planes(upstream).Planes,
            Flow = flow.Planes,
        });
        bench.Workbench.Run<ConcentrationGradient, ConcentrationGradient.Arguments>(new ConcentrationGradient.Arguments
        {
            Forward = forward,
            Flow = flow.Planes,
            NormGradient = gradient.Planes,
        });

        bench.AssertSlopes(
            () => OperationBench.Dot(before, norms) + OperationBench.Dot(
                upstream,
                new ReferenceVectors(norms[..planes], norms[planes..]).ConcentrationWeights(p, target.Height, target.Width)),
            norms, gradient, "norms");
    }
}
