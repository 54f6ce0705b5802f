using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What a gate reads.</summary>
/// <param name="First">The first row of its input a.</param>
/// <param name="Second">The first row of its input b.</param>
public readonly record struct GateWires(int First, int Second);

/// <summary>
/// A layer of gates among all that a step of a circuit computes. Numbers stand in rows, one for every cell of all worlds and padding behind
/// them; a gate of a kernel has as many rows as there are planes, a gate of the update has one.
/// </summary>
public struct CircuitLayer
{
    /// <summary>All numbers of a step, <c>[row][cell]</c>.</summary>
    public ArrayView<float> Values;

    /// <summary>Wires of this layer's gates.</summary>
    public ArrayView<GateWires> Wires;

    /// <summary>What they compute.</summary>
    public ArrayView<GateForm> Forms;

    /// <summary>The first row of the first gate's answers; those of the others follow.</summary>
    public int Answers;

    /// <summary>Rows of a gate.</summary>
    public int RowsOfGate;

    /// <summary>Floats of a row, a multiple of 16.</summary>
    public int Pitch;

    /// <summary>Gates.</summary>
    internal readonly int Gates => Wires.IntLength;

    /// <summary>Floats of a gate's rows.</summary>
    internal readonly int Length => RowsOfGate * Pitch;

    /// <summary>Where a gate's answers are.</summary>
    internal readonly long AnswersOf(int gate) => (Answers + (long)gate * RowsOfGate) * Pitch;

    /// <summary>Where a row is.</summary>
    internal readonly long Row(int row) => (long)row * Pitch;
}
