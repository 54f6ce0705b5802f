using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Export;

/// <summary>A circuit as somebody looks at it again and again: made once for each circuit, and asked about many cells.</summary>
public sealed class DrawnCircuit
{
    /// <summary>A circuit of more operations can be counted, but not seen.</summary>
    public const int MostOperations = 400;

    /// <param name="network">What it has been reduced to.</param>
    public DrawnCircuit(GateNetwork network)
    {
        Network = network;
        Plan = network.Gates.Length <= MostOperations ? new DrawingPlan(network) : null;
    }

    /// <summary>What it has been reduced to.</summary>
    public GateNetwork Network { get; }

    /// <summary>Where everything is; null where there are too many operations.</summary>
    public DrawingPlan? Plan { get; }
}
