namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>A bit that a network reads: one cell of the neighbourhood, in one plane.</summary>
/// <param name="Plane">From 0.</param>
/// <param name="Dy">−1, 0 or 1: rows below the cell itself.</param>
/// <param name="Dx">−1, 0 or 1: cells to its right.</param>
public readonly record struct NetworkInput(int Plane, int Dy, int Dx);
