namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>A gate of a network.</summary>
/// <param name="Kind">0 to 15, as <see cref="Gates"/> numbers them.</param>
/// <param name="First">Input a: a node of the network before this gate, 0 where the answer does not depend on it.</param>
/// <param name="Second">Input b, likewise.</param>
public readonly record struct NetworkGate(byte Kind, int First, int Second);
