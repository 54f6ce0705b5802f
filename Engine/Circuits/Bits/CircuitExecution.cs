namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>How a network is executed.</summary>
internal enum CircuitExecution
{
    /// <summary>Compiled where that can be done and pays, otherwise interpreted.</summary>
    Automatic,

    /// <summary>As machine code of its own, where that can be made.</summary>
    Compiled,

    /// <summary>Gate by gate, over many vectors at once.</summary>
    Interpreted,
}
