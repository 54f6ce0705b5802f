using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits.Files;

/// <summary>A circuit and what it takes to run it.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Periodic">Whether cells at opposite borders of the grid are neighbours; otherwise outside there is 0.</param>
/// <param name="Asynchronous">Whether chance decides which cells take their new bits.</param>
/// <param name="FireRate">The share of cells that do, 0.01 to 1; 1 where all do.</param>
public sealed record StoredCircuit(Circuit Circuit, bool Periodic, bool Asynchronous = false, float FireRate = 1)
{
    /// <summary>The smallest share of cells that take their new bits.</summary>
    public const float LeastFireRate = 0.01f;

    /// <summary>Sixteen numbers for each gate, in the gates' order, whose largest says its kind; none where only the gates are known.</summary>
    public ImmutableArray<float> Logits { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(StoredCircuit? other) => other is not null
        && (Periodic, Asynchronous, FireRate) == (other.Periodic, other.Asynchronous, other.FireRate)
        && Circuit.Shape == other.Circuit.Shape
        && Circuit.Wires == other.Circuit.Wires
        && Circuit.Gates.SequenceEqual(other.Circuit.Gates)
        && Logits.SequenceEqual(other.Logits);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Circuit.Shape, Periodic, Asynchronous, FireRate);
}
