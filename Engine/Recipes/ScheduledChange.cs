using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>Parameters that change by themselves before the step with the number <paramref name="Step"/>, counted
/// from 0.</summary>
public sealed record ScheduledChange(long Step, ImmutableArray<ParameterAssignment> Assignments)
{
    /// <summary>The parameters after the change.</summary>
    public T Apply<T>(T parameters)
        where T : WorldParameters =>
        Assignments.ApplyTo(parameters);
}
