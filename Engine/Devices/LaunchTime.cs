using GpuEcosystem.Kernels;

namespace GpuEcosystem.Engine.Devices;

/// <summary>One run of one operation.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="Start">When it began, in milliseconds after the first of its log.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Cost">What it had to do at least.</param>
/// <param name="Shape">How its threads were grouped.</param>
public readonly record struct LaunchTime(string Operation, double Start, double Milliseconds, Cost Cost, LaunchShape Shape = default);
