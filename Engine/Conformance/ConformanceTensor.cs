namespace GpuEcosystem.Engine.Conformance;

/// <summary>An array of a conformance case.</summary>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Values">The numbers in row-major order.</param>
public sealed record ConformanceTensor(IReadOnlyList<int> Shape, float[] Values);
