using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Conformance;
using Xunit;

namespace GpuEcosystem.Tests.Reference;

/// <summary>The plain circuit meets the recorded hard steps, bit for bit.</summary>
public sealed class ReferenceCircuitTests
{
    /// <summary>Features of the first step, and the grids after one step and after all.</summary>
    [Fact]
    public void Meets_hard_forward()
    {
        CircuitCase test = Load("hard-forward");
        (Circuit circuit, int width) = (test.Circuit(), test.Parameters.GridWidth);
        for (int world = 0; world < test.Parameters.Worlds; world++)
        {
            byte[] cells = WorldOf(test, "grid", world);
            byte[] perceived = WorldOf(test, "perceived", world);
            int plane = cells.Length / circuit.Shape.Inputs;
            for (int cell = 0; cell < plane; cell++)
            {
                Assert.Equal(
                    Enumerable.Range(0, circuit.Shape.Features).Select(feature => perceived[feature * plane + cell]),
                    ReferenceCircuit.Features(circuit, cells, width, test.Parameters.Periodic, cell));
            }

            for (int step = 1; step <= test.Parameters.Steps; step++)
            {
                cells = ReferenceCircuit.Step(circuit, cells, width, test.Parameters.Periodic);
                if (step == 1)
                {
                    Assert.Equal(WorldOf(test, "grid1", world), cells);
                }
            }

            Assert.Equal(WorldOf(test, "nextGrid", world), cells);
        }
    }

    /// <summary>Trained circuits, at all recorded steps.</summary>
    [Theory]
    [InlineData("life", 16)]
    [InlineData("checkerboard", 40)]
    public void Meets_runs(string name, int steps)
    {
        CircuitCase test = Load(name);
        byte[] cells = WorldOf(test, "grid", 0);
        for (int step = 1; step <= steps; step++)
        {
            cells = ReferenceCircuit.Step(test.Circuit(), cells, test.Parameters.GridWidth, test.Parameters.Periodic);
            if (test.Parameters.Marks.Contains(step))
            {
                Assert.Equal(WorldOf(test, $"grid.{step}", 0), cells);
            }
        }
    }

    /// <summary>Cells that do not fire keep their bits.</summary>
    [Fact]
    public void Meets_asynchronous_steps()
    {
        CircuitCase test = Load("asynchronous");
        byte[] cells = WorldOf(test, "grid", 0);
        float[] uniform = test.Tensor("uniform");
        int plane = cells.Length / test.Parameters.Channels;
        for (int step = 0; step < test.Parameters.Steps; step++)
        {
            int first = step * plane;
            cells = ReferenceCircuit.Step(
                test.Circuit(), cells, test.Parameters.GridWidth, test.Parameters.Periodic, cell => uniform[first + cell] <= test.Parameters.FireRate);
        }

        Assert.Equal(WorldOf(test, "nextGridHard", 0), cells);
    }

    private static CircuitCase Load(string name) =>
        CircuitCase.Load(Path.Combine(AppContext.BaseDirectory, "conformance", "logic-gates", name));

    private static byte[] WorldOf(CircuitCase test, string tensor, int world)
    {
        float[] all = test.Tensor(tensor);
        int length = all.Length / test.Parameters.Worlds;
        return [.. all.Skip(world * length).Take(length).Select(bit => bit is 0 or 1 ? (byte)bit : throw new InvalidDataException($"{bit} is no bit"))];
    }
}
