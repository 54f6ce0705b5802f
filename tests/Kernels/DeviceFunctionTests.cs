using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>The elementary functions as each device compiles them, seen through operations that apply them.</summary>
public class DeviceFunctionTests
{
    // The functions' own errors and half an ulp of the largest result, 12.
    private const double Tolerance = 2e-7 + 5e-7;

    private static readonly float[] arguments = [.. Enumerable.Range(-1536, 3073).Select(i => i / 128f)];
    private static readonly Area line = new(0, 0, arguments.Length, 1);

    /// <summary>A 1x1 convolution with the weight 1 is its activation alone.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Activations_are_close(string device)
    {
        Close.Assert(Array.ConvertAll(arguments, x => ReferenceGelu.Gelu(x)), Activate(device, PointwiseResult.Gelu), Tolerance);
        Close.Assert(Array.ConvertAll(arguments, x => Math.Tanh(x)), Activate(device, PointwiseResult.Tanh), 2e-7);
    }

    /// <summary>The growth gate is sigmoid of the largest neighbour, which in a rising row is the right one.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Sigmoid_is_close(string device)
    {
        using Workbench bench = new(Devices.Open(device));
        float[] rising = Array.ConvertAll(arguments, x => x - arguments[0]);
        PlaneBuffer gates = bench.Planes(1, line);
        bench.Run<Resolution, Resolution.Arguments>(new Resolution.Arguments
        {
            Grid = bench.Planes(2, line, [.. new float[rising.Length], .. rising]).Planes,
            Weights = bench.Planes(2, line).Planes,
            Gates = gates.Planes,
            Aliveness = bench.Planes(2, line).Planes,
            Alive = bench.Planes(1, line).Planes,
            Entities = 2,
            InverseTemperature = 1,
            Threshold = -arguments[0],
            GateSteepness = 1,
            Readable = line,
            Target = line,
        });

        float[] neighbours = [.. arguments[1..], arguments[^1]];
        Close.Assert(Array.ConvertAll(neighbours, x => ReferenceCompetition.Sigmoid(x)), bench.Read(gates), 2e-7);
    }

    private static float[] Activate(string device, PointwiseResult result)
    {
        using Workbench bench = new(Devices.Open(device));
        PlaneBuffer output = bench.Planes(1, line);
        bench.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = bench.Planes(1, line, arguments).Planes,
            Output = output.Planes,
            Residual = output.Planes,
            Weights = bench.Buffer(1f).View,
            Packed = bench.Buffer(1f, 0, 0, 0, 0, 0, 0, 0).View,
            Groups = 1,
            Inputs = 1,
            Outputs = 1,
            Result = result,
            Target = line,
        });
        return bench.Read(output);
    }
}
