namespace GpuEcosystem.Engine.Parameters;

/// <summary>A value for a parameter: for one species, or, with <paramref name="Species"/> null, for all.</summary>
public sealed record ParameterAssignment(ParameterDescription Parameter, int? Species, string Value)
{
    /// <summary>The parameters after this assignment.</summary>
    /// <exception cref="UserException">The parameter has no such value, none for a single species, or belongs to other rules.</exception>
    public T Apply<T>(T parameters)
        where T : WorldParameters => parameters.Catalogue.All.Contains(Parameter)
            ? (T)Parameter.Write(parameters, Value, Species)
            : throw new UserException($"these rules have no parameter {Parameter.Name}");
}

/// <summary>Several values, one after another.</summary>
public static class ParameterAssignments
{
    /// <summary>The parameters after all assignments.</summary>
    /// <exception cref="UserException">One of them cannot be.</exception>
    public static T ApplyTo<T>(this IEnumerable<ParameterAssignment> assignments, T parameters)
        where T : WorldParameters =>
        assignments.Aggregate(parameters, (current, one) => one.Apply(current));
}
