namespace GpuEcosystem.Engine.Parameters;

/// <summary>A value for a parameter: for one species, or, with <paramref name="Species"/> null, for all.</summary>
public sealed record ParameterAssignment(ParameterDescription Parameter, int? Species, string Value)
{
    /// <summary>The parameters after this assignment.</summary>
    /// <exception cref="UserException">The parameter has no such value, or none for a single species.</exception>
    public T Apply<T>(T parameters)
        where T : WorldParameters => (T)Parameter.Write(parameters, Value, Species);
}
