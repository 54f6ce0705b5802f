namespace GpuEcosystem.Discovery.Genomes;

/// <summary>What near means for a gene.</summary>
public enum GeneKind
{
    /// <summary>Numbers, which are near each other or far.</summary>
    Number,

    /// <summary>Names, of which one is as far from another as any.</summary>
    Choice,
}
