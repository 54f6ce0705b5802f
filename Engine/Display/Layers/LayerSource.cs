using GpuEcosystem.Engine.Rules;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>Where layers find what they show.</summary>
/// <param name="World">The cells.</param>
/// <param name="Sun">The sun.</param>
/// <param name="Maps">What is kept for pictures alone.</param>
internal sealed record LayerSource(WorldState World, Sun Sun, PictureMaps Maps);
