using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>The losses and their slopes with respect to every entity's population.</summary>
public class LossGradientTests
{
    private const int Cells = 100;

    // The sun, then a strong species, two middling ones, a weak one.
    private static readonly double[] populations = [41.5, 30.25, 12.5, 11.75, 0.5];

    /// <summary>Devices, sharpness, growth curve and diversity weight.</summary>
    public static TheoryData<string, float, float, float> SoftMins =>
    [
        .. Devices.All.SelectMany(row => ((float, float, float)[])[(8, 0.4f, 0), (8, 0.4f, 0.4f), (0.5f, 5, 2), (60, 0.02f, 0)],
            (row, numbers) => ((string)row, numbers.Item1, numbers.Item2, numbers.Item3)),
    ];

    /// <summary>Minus the soft minimum, with and without the entropy's bonus.</summary>
    [Theory]
    [MemberData(nameof(SoftMins))]
    public void Soft_minimum_slopes(string device, float sharpness, float curve, float diversity)
    {
        for (int species = 1; species < populations.Length; species++)
        {
            double[] variables = populations[..(species + 1)];
            ReferenceParameters p = new()
            {
                Species = species,
                SoftMinSharpness = sharpness,
                GrowthCurve = curve,
                DiversityWeight = diversity,
            };
            (float value, float[] gradient) = Run(device, variables, new Loss.Arguments
            {
                Objective = ObjectiveKind.SoftMin,
                Sharpness = sharpness,
                GrowthCurve = curve,
                DiversityWeight = diversity,
            });

            Close.Assert<double, float>([ReferenceLoss.SoftMin(p, variables, Cells)], [value], absolute: 2e-6, what: "loss");
            OperationBench.AssertSlopes(() => ReferenceLoss.SoftMin(p, variables, Cells), variables, gradient, "soft minimum");
            Assert.Equal(0, gradient[0]);
        }
    }

    /// <summary>Each entity's own loss, the sun's too, depends on its own population alone.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Own_growth_slopes(string device)
    {
        (float value, float[] gradient) = Run(device, populations, new Loss.Arguments { Objective = ObjectiveKind.OwnGrowth });
        double[] variables = [.. populations];
        for (int entity = 0; entity < populations.Length; entity++)
        {
            int learner = entity;
            OperationBench.AssertSlopes(
                () => ReferenceLoss.OwnGrowth(variables[learner]),
                variables,
                gradient[(entity * populations.Length)..((entity + 1) * populations.Length)],
                $"own growth of entity {entity}");
        }

        Close.Assert<double, float>([populations.Skip(1).Average(ReferenceLoss.OwnGrowth)], [value], absolute: 2e-6);
    }

    /// <summary>Extinct species, and a world in which nothing lives, have finite losses and slopes.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void The_extinct_have_finite_slopes(string device)
    {
        foreach (double[] few in (double[][])[[90, 0, 5], [100, 0, 0]])
        {
            foreach (ObjectiveKind objective in Enum.GetValues<ObjectiveKind>())
            {
                (float value, float[] gradient) = Run(device, few, new Loss.Arguments
                {
                    Objective = objective,
                    Sharpness = 8,
                    GrowthCurve = 0.4f,
                    DiversityWeight = 0.4f,
                });

                Assert.All(gradient.Append(value), number => Assert.True(float.IsFinite(number)));
            }
        }
    }

    private static (float Value, float[] Gradient) Run(string device, double[] totals, Loss.Arguments arguments)
    {
        using OperationBench bench = new(device, seed: 0);
        int learners = Loss.Learners(arguments.Objective, totals.Length);
        DeviceBuffer<float> value = bench.Buffer([7]);
        DeviceBuffer<float> gradient = bench.Buffer(bench.Draw(learners * totals.Length));
        arguments.Populations = new RowTotals.Arguments
        {
            RowSums = bench.Buffer([.. totals.SelectMany(total => (double[])[total / 2, total / 8, total * 3 / 8])]).View,
            Totals = bench.Buffer(new double[totals.Length]).View,
            Counts = totals.Length,
            RowCount = 3,
        };
        arguments.Value = value.View;
        arguments.Gradient = gradient.View;
        arguments.Entities = totals.Length;
        arguments.Cells = Cells;
        bench.Workbench.RunGroups<Loss, Loss.Arguments>(arguments);
        return (bench.Workbench.Read(value)[0], bench.Workbench.Read(gradient));
    }
}
