using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>How often a circuit has learned.</summary>
internal sealed class UpdateClock() : HostNumbers(1, Floats)
{
    /// <summary>Floats that it hands out.</summary>
    public const int Floats = 4;

    /// <summary>Updates so far.</summary>
    public long Updates
    {
        get => Numbers[0];
        set => Numbers[0] = value;
    }
}
