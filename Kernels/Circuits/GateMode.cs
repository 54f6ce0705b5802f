namespace GpuEcosystem.Kernels.Circuits;

/// <summary>How gates answer, and what they learn by.</summary>
public enum GateMode
{
    /// <summary>A gate is the mixture of all sixteen kinds, and bits are numbers from 0 to 1.</summary>
    Soft,

    /// <summary>A gate answers as its likeliest kind, and learns as if it were the mixture.</summary>
    StraightThrough,
}
