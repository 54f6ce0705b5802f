using System.Collections.Immutable;

namespace GpuEcosystem.Engine.State;

/// <summary>What is observed of a circuit that learns.</summary>
/// <param name="Updates">Updates so far.</param>
/// <param name="HardLoss">Bits in which decided gates missed the target when that was last looked at; null before.</param>
/// <param name="Kinds">How many gates are of each of the sixteen kinds.</param>
/// <param name="ChangedGates">Gates that are not what all began as.</param>
/// <param name="ReachableGates">Gates that an answer depends on; one of a kernel counts once, however many channels it is used on.</param>
/// <param name="Operations">Operations on bits for a cell and step, of what the circuit comes to.</param>
/// <param name="SmallestMargin">The smallest gap between the two largest logits of a gate.</param>
public sealed record CircuitMetrics(
    long Updates, long? HardLoss, ImmutableArray<int> Kinds, int ChangedGates, int ReachableGates, int Operations, float SmallestMargin);
