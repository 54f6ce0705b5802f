using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Sessions.Commands;

/// <summary>What a tool does along a straight line of the grid; coordinates are those of <see cref="World.Stroke"/>.</summary>
/// <param name="Tool">Any but <see cref="Commands.Tool.Look"/>.</param>
/// <param name="Species">For painting and seeding.</param>
/// <param name="FromX">Where it begins.</param>
/// <param name="FromY">Where it begins.</param>
/// <param name="ToX">Where it ends.</param>
/// <param name="ToY">Where it ends.</param>
/// <param name="Radius">In cells.</param>
/// <param name="Channel">The only channel that painting sets and erasing clears; null for whole cells.</param>
public sealed record BrushStroke(
    Tool Tool, int Species, float FromX, float FromY, float ToX, float ToY, float Radius, int? Channel = null)
{
    /// <summary>What it does to a world with these rules.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="begins">Whether it begins an edit, which can be taken back with all strokes that follow.</param>
    public Act ToCommand(WorldParameters parameters, bool begins)
    {
        WorldAction action = Tool switch
        {
            Tool.Wall => new DrawStroke(Brush.Wall, 0, FromX, FromY, ToX, ToY, Radius),
            Tool.Erase => new DrawStroke(Brush.Erase, 0, FromX, FromY, ToX, ToY, Radius, Channel),
            Tool.Paint => new DrawStroke(Brush.Paint, Species, FromX, FromY, ToX, ToY, Radius, Channel),
            Tool.Seeds => new ScatterSeeds(Species, parameters.SeedsPerSpecies, ToX, ToY, Radius),
            _ => throw new InvalidOperationException($"{Tool} changes no cell"),
        };
        ImmutableArray<WorldAction> actions = begins ? [new BeginEdit(), action] : [action];
        return new Act(actions);
    }
}
