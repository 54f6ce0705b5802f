using GpuEcosystem.Engine;
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
    /// <summary>Does it.</summary>
    public void Apply(Ecosystem world)
    {
        if (Tool == Tool.Seeds)
        {
            world.Scatter(Species, world.Parameters.SeedsPerSpecies, ToX, ToY, Radius);
            return;
        }

        Brush brush = Tool switch
        {
            Tool.Wall => Brush.Wall,
            Tool.Erase => Brush.Erase,
            Tool.Paint => Brush.Paint,
            _ => throw new InvalidOperationException($"{Tool} changes no cell"),
        };
        world.Stroke(brush, FromX, FromY, ToX, ToY, Radius, Species);
    }

    /// <inheritdoc/>
    public override string ToString() => Tool switch
    {
        Tool.Wall => "built a wall",
        Tool.Erase => "erased",
        Tool.Paint => $"painted species {Species}",
        _ => $"seeded species {Species}",
    };
}
