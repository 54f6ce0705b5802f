namespace GpuEcosystem.Imaging.Plots;

/// <summary>Numbers of many cases along one axis of a plot.</summary>
/// <param name="Label">What the axis says.</param>
/// <param name="Values">The numbers, <c>[case]</c>; NaN where a case has none.</param>
/// <param name="IsLogarithmic">Whether each decade is as wide as the next; then numbers are above 0.</param>
/// <param name="Names">What the numbers 0, 1, 2 … stand for where they are names; null where they are numbers.</param>
public sealed record PointsAxis(string Label, double[] Values, bool IsLogarithmic = false, IReadOnlyList<string>? Names = null);
