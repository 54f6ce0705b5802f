using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Benchmarks;

/// <summary>The default world but for some parameters.</summary>
/// <param name="assignments">What differs, such as <c>Species=2</c>.</param>
public sealed class World(params string[] assignments)
{
    /// <summary>Its rules.</summary>
    public EcosystemParameters Parameters { get; } =
        assignments.Aggregate(EcosystemParameters.Default, (made, assignment) => made.Set(assignment));

    /// <summary>Its cells.</summary>
    public long Cells => (long)Parameters.GridWidth * Parameters.GridHeight;

    /// <summary>A square grid.</summary>
    public static World Square(int size) => new($"GridWidth={size}", $"GridHeight={size}");

    /// <inheritdoc/>
    public override string ToString() => assignments.Length > 0 ? string.Join(' ', assignments) : "default";
}
