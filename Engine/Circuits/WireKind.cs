namespace GpuEcosystem.Engine.Circuits;

/// <summary>How wires are drawn.</summary>
public enum WireKind
{
    /// <summary>No two gates of a layer read the same pair, and inputs meet their neighbours first.</summary>
    Unique,

    /// <summary>Any input meets any other, itself too; each is read before one is read again.</summary>
    Random,
}
