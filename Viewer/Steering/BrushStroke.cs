using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Viewer.Steering;

/// <summary>What a tool does along a straight line of the grid; coordinates are those of <see cref="Ecosystem.Stroke"/>.</summary>
/// <param name="Tool">Any but <see cref="Steering.Tool.Look"/>.</param>
/// <param name="Species">For painting and seeding.</param>
/// <param name="FromX">Where it begins.</param>
/// <param name="FromY">Where it begins.</param>
/// <param name="ToX">Where it ends.</param>
/// <param name="ToY">Where it ends.</param>
/// <param name="Radius">In cells.</param>
internal sealed record BrushStroke(Tool Tool, int Species, float FromX, float FromY, float ToX, float ToY, float Radius)
{
    /// <summary>What it does to a world with these rules.</summary>
    public WorldAction ToAction(EcosystemParameters parameters) => Tool switch
    {
        Tool.Wall => new DrawStroke(Brush.Wall, 0, FromX, FromY, ToX, ToY, Radius),
        Tool.Erase => new DrawStroke(Brush.Erase, 0, FromX, FromY, ToX, ToY, Radius),
        Tool.Paint => new DrawStroke(Brush.Paint, Species, FromX, FromY, ToX, ToY, Radius),
        Tool.Seeds => new ScatterSeeds(Species, parameters.SeedsPerSpecies, ToX, ToY, Radius),
        _ => throw new InvalidOperationException($"{Tool} changes no cell"),
    };
}
