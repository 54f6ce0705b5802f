using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Benchmarks;

/// <summary>The default world but for some parameters.</summary>
/// <param name="assignments">What differs, such as <c>Species=2</c>.</param>
public sealed class WorldChoice(params string[] assignments) : IComparable
{
    /// <summary>Its rules.</summary>
    public EcosystemParameters Parameters { get; } =
        assignments.Aggregate(EcosystemParameters.Default, (made, assignment) => made.Set(assignment));

    /// <summary>Its cells.</summary>
    public long Cells => (long)Parameters.GridWidth * Parameters.GridHeight;

    /// <summary>A square grid.</summary>
    public static WorldChoice Square(int size) => new($"GridWidth={size}", $"GridHeight={size}");

    /// <summary>By parameter and its value, the default world first: the order of the rows of a table.</summary>
    public int CompareTo(object? obj) => Key.CompareTo(((WorldChoice)obj!).Key);

    /// <inheritdoc/>
    public override string ToString() => assignments.Length > 0 ? string.Join(' ', assignments) : "default";

    private (string Parameter, int Value) Key
    {
        get
        {
            string[] parts = (assignments.FirstOrDefault() ?? "").Split('=');
            return (parts[0], int.TryParse(parts[^1], out int value) ? value : 0);
        }
    }
}
