using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

internal sealed class SunDivergenceLayer()
    : FieldLayer("sun-divergence", "Sun divergence", "How far the sun here differs from the mean sun")
{
    /// <summary>How many times the mean distance of the sun's vectors has the last colour.</summary>
    private const float LargestDivergence = 3;

    public override ColourRamp Ramp(Palette palette, int index) => ColourRamp.DarkToBright(LargestDivergence);

    protected override LayerField Field(LayerSource source, int index)
    {
        // A sun that is the same everywhere lies nowhere apart from its mean, and open cells have 0 in the walls' plane.
        Planes walls = source.Cells.Walls.Planes;
        return ((EcosystemBody)source.Body).Sun.Measure(walls) is SunDistances distances
            ? new LayerField(distances.Distances, Unit: distances.Sum, Factor: 1f / source.Cells.Area.Cells)
            : new LayerField(walls);
    }
}
