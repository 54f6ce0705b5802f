using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>Where layers find what they show.</summary>
/// <param name="Body">The world.</param>
/// <param name="Maps">What is kept for pictures alone.</param>
internal sealed record LayerSource(WorldBody Body, PictureMaps Maps)
{
    /// <summary>The cells.</summary>
    public WorldState Cells => Body.Cells;
}
