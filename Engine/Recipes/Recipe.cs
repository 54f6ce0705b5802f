using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>All that a run follows from: on the same kind of device it can be repeated bit by bit.</summary>
/// <param name="Start">Parameters with the seed, walls and schedule at the start.</param>
/// <param name="Actions">What was done to the world, in order.</param>
public sealed record Recipe(RunConfiguration Start, ImmutableArray<TimedAction> Actions);
