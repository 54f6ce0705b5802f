using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

internal sealed class SunDivergenceLayer()
    : FieldLayer("sun-divergence", "Sun divergence", "How far the sun here differs from the mean sun")
{
    /// <summary>How many times the mean distance of the sun's vectors has the last colour.</summary>
    private const float LargestDivergence = 3;

    public override ColourRamp Ramp(Palette palette, int index) => ColourRamp.DarkToBright(LargestDivergence);

    protected override LayerField Field(LayerSource source, int index)
    {
        Sun sun = ((EcosystemBody)source.Body).Sun;
        if (sun.Mode != SunMode.Spatial)
        {
            // A global sun lies nowhere apart from its mean, and open cells have 0 in the walls' plane.
            return new LayerField(source.Cells.Walls.Planes);
        }

        SunDistances distances = sun.Measure();
        return new LayerField(distances.Distances, Unit: distances.Sum, Factor: 1f / source.Cells.Area.Cells);
    }
}
