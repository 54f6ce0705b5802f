using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits;

/// <summary>What a circuit consists of.</summary>
/// <param name="Inputs">Planes of bits that a cell shows its neighbours, C.</param>
/// <param name="Kernels">Small circuits, each of which looks at every plane alone, K.</param>
/// <param name="KernelOutputs">Answers of a kernel, S: 1 or 2.</param>
/// <param name="UpdateLayers">Gates of the update's layers; the last answers are the circuit's.</param>
public sealed record CircuitShape(int Inputs, int Kernels, int KernelOutputs, ImmutableArray<int> UpdateLayers)
{
    /// <summary>Cells of a neighbourhood.</summary>
    public const int PatchCells = 9;

    /// <summary>Numbers that the update reads, F: a cell's own bits, then answer s of kernel k on plane c at C + (c·S + s)·K + k.</summary>
    public int Features => checked(Inputs + Inputs * KernelOutputs * Kernels);

    /// <summary>Gates of a kernel's layers.</summary>
    public ImmutableArray<int> KernelLayers => KernelOutputs == 1 ? [8, 4, 2, 1] : [8, 4, 2];

    /// <summary>Gates of all kernels; each of them answers once for every plane.</summary>
    public int KernelGates => Kernels * KernelLayers.Sum();

    /// <summary>Gates of the update.</summary>
    public int UpdateGates => UpdateLayers.Sum();

    /// <summary>All gates that are learned.</summary>
    public int AllGates => KernelGates + UpdateGates;

    /// <summary>Answers of the whole circuit.</summary>
    public int Outputs => UpdateLayers[^1];

    /// <inheritdoc/>
    public bool Equals(CircuitShape? other) => other is not null
        && (Inputs, Kernels, KernelOutputs) == (other.Inputs, other.Kernels, other.KernelOutputs)
        && UpdateLayers.SequenceEqual(other.UpdateLayers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs, Kernels, KernelOutputs, UpdateLayers.Length);

    /// <summary>Refuses what no wires can be drawn for.</summary>
    /// <exception cref="UserException">There are layers without gates, or with too few to read what is before them.</exception>
    public void Check()
    {
        if (Inputs < 1 || Kernels < 1 || KernelOutputs is not (1 or 2) || UpdateLayers.IsDefaultOrEmpty)
        {
            throw new UserException("a circuit needs at least one plane, one kernel with 1 or 2 answers, and one layer");
        }

        int inputs = Features;
        foreach (int gates in UpdateLayers)
        {
            CheckLayer(inputs, gates);
            inputs = gates;
        }
    }

    private static void CheckLayer(int inputs, int gates)
    {
        if (2L * gates < inputs)
        {
            throw new UserException($"a layer of {gates} gates cannot read {inputs} inputs; it needs {(inputs + 1) / 2}");
        }
    }
}
