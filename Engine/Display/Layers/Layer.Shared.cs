namespace GpuEcosystem.Engine.Display.Layers;

public abstract partial class Layer
{
    /// <summary>Each cell in the colour of the entity that holds it.</summary>
    public static Layer Territory { get; } = new TerritoryLayer();

    /// <summary>Aliveness of one species, 0 to 1.</summary>
    public static Layer Aliveness { get; } = new AlivenessLayer();

    /// <summary>Length of a cell's attack vector, divided by √(S/2): 0 to 1.</summary>
    public static Layer Attack { get; } = new AttackLayer();

    /// <summary>Length of a cell's defence vector, divided by √(S/2): 0 to 1.</summary>
    public static Layer Defence { get; } = new DefenceLayer();

    /// <summary>One state channel, −1 to 1.</summary>
    public static Layer Channel { get; } = new ChannelLayer();

    /// <summary>What changed in the last steps: Σ|Δa| of a cell, fading by a tenth with each step, 0 to 1.</summary>
    public static Layer Activity { get; } = new ActivityLayer();
}
