namespace GpuEcosystem.Engine.Conformance;

/// <summary>How a device did on a conformance case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Passed">Whether every number was within its tolerance.</param>
/// <param name="WorstForwardError">Largest absolute difference over all forward tensors; null where the case could not be read.</param>
/// <param name="WorstGradientError">Largest difference of a gradient, relative to its tensor's largest entry; null when none was computed.</param>
/// <param name="Message">What did not pass, or "ok".</param>
public sealed record CaseResult(
    string Name, bool Passed, double? WorstForwardError, double? WorstGradientError, string Message);
