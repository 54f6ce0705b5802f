namespace GpuEcosystem.Benchmarks;

/// <summary>How many multiply-adds of convolutions a benchmark does; nothing else counts.</summary>
/// <param name="perCell">For one cell of the grid.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MultiplyAddsAttribute(int perCell) : Attribute
{
    /// <summary>For one cell of the grid.</summary>
    public int PerCell => perCell;
}
