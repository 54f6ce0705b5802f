namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>The bits that worlds of a circuit begin with.</summary>
public enum CircuitStart
{
    /// <summary>Random bits in all channels.</summary>
    Random,

    /// <summary>No bit is set.</summary>
    Empty,

    /// <summary>No bit is set but those of the cell in the middle.</summary>
    Middle,
}
