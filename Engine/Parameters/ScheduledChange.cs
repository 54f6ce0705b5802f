using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>Parameters that change by themselves before the step with the number <paramref name="Step"/>, counted
/// from 0.</summary>
public sealed record ScheduledChange(long Step, ImmutableArray<ParameterAssignment> Assignments)
{
    /// <summary>The parameters after the change.</summary>
    public EcosystemParameters Apply(EcosystemParameters parameters) =>
        Assignments.Aggregate(parameters, (current, assignment) => assignment.Apply(current));
}
