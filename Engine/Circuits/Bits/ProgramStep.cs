namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A value of an interpreted circuit.</summary>
/// <param name="Place">0 to 3 in the row above, the row, the row below, or the target's; <see cref="InterpretedProgram.Slot"/> in a slot.</param>
/// <param name="Number">Bytes from the row's beginning, or which slot.</param>
internal readonly record struct Operand(int Place, int Number);

/// <summary>What an interpreted circuit does at once: a gate, or two or three of which the last alone reads the others.</summary>
/// <param name="First">The kind of a gate of the first two operands: 1, 2, 6, 7, or the inverse of one where it is alone.</param>
/// <param name="Second">The kind of a gate of the last two of four operands: 1, 2, 6 or 7; 0 where there is none.</param>
/// <param name="Last">The kind of the gate of the first's answer and the second's, or of the first's and a third operand; 0 where there is none.</param>
/// <param name="Reads">Two to four operands.</param>
/// <param name="Target">Where the answer goes.</param>
internal sealed record ProgramStep(int First, int Second, int Last, Operand[] Reads, Operand Target);
