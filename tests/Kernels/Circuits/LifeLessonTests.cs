using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Circuits;

/// <summary>Circuits learn from nothing what they are shown.</summary>
public class LifeLessonTests
{
    /// <summary>The circuit that comes with the program is what comes of the lesson that it is said to come of, and knows Life.</summary>
    [Fact]
    public void The_circuit_that_comes_with_the_program_is_learned_again()
    {
        using LifeLesson lesson = new(Devices.Open("cpu"), LifeRule.Life, LifeLesson.Published, seed: 23);
        lesson.Learn(800);
        Assert.True(MistakesOf(lesson.Circuit, LifeRule.Life) > 0);
        lesson.Learn(1200);
        StoredCircuit shipped = CircuitFile.Read(LearnedCircuits.FileOf("life"));
        Assert.Equal(shipped.Circuit.Gates, lesson.Circuit.Gates);
        Assert.Equal(shipped.Circuit.Wires, lesson.Circuit.Wires);
        Assert.Equal(0, MistakesOf(shipped.Circuit, LifeRule.Life));
    }

    // The cell in the middle of each board.
    private static int MistakesOf(Circuit circuit, LifeRule rule) => Enumerable.Range(0, LifeRule.Neighbourhoods).Count(board =>
    {
        byte[] cells = [.. Enumerable.Range(0, CircuitShape.PatchCells).Select(cell => (byte)(board >> cell & 1))];
        byte next = ReferenceCircuit.Step(circuit, cells, width: 3, periodic: false, cell => cell == LifeRule.CentreBit)[LifeRule.CentreBit];
        return next == 0 == rule.Lives(board);
    });
}
