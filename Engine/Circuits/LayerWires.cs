using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits;

/// <summary>What the gates of a layer read.</summary>
/// <param name="Inputs">Numbers that they may read: the answers of the layer before.</param>
/// <param name="First">Each gate's input a, from 0.</param>
/// <param name="Second">Each gate's input b, from 0.</param>
public sealed record LayerWires(int Inputs, ImmutableArray<int> First, ImmutableArray<int> Second)
{
    /// <summary>How many gates there are.</summary>
    public int Gates => First.Length;

    /// <inheritdoc/>
    public bool Equals(LayerWires? other) => other is not null
        && Inputs == other.Inputs && First.SequenceEqual(other.First) && Second.SequenceEqual(other.Second);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs, Gates);
}
