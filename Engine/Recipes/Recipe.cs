using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>All that a run follows from: where bits come out as they did there, it can be repeated bit by bit.</summary>
/// <param name="Start">Parameters with the seed, walls and schedule at the start.</param>
/// <param name="Actions">What was done to the world, in order.</param>
/// <param name="Steps">Steps that the run took, all counted, whatever was reset or restored in between.</param>
/// <param name="Origin">Where the run was made, if that is known.</param>
public sealed record Recipe(
    RunConfiguration Start, ImmutableArray<TimedAction> Actions, long Steps = 0, Origin? Origin = null)
{
    /// <summary>Reads a recipe from a file.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static Recipe Load(string path) => Read(InputFile.ReadText(path), path);

    /// <summary>Reads a recipe from a JSON text; errors name <paramref name="source"/>.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static Recipe Read(string json, string source) => RecipeReader.Read(json, source);

    /// <summary>The text that <see cref="Read"/> takes back to the same recipe.</summary>
    public string ToJson() => RecipeWriter.Write(this);

    /// <summary>Throws a <see cref="UserException"/> where the start cannot make a world, or somebody acts on species
    /// that are not there by then.</summary>
    /// <remarks>
    /// Whether each change of parameters is possible shows in the run only: it depends on what the schedule and
    /// recoveries have made of them by then.
    /// </remarks>
    public void Validate()
    {
        Start.Validate();
        WorldParameters parameters = Start.Parameters;
        for (int i = 0; i < Actions.Length; i++)
        {
            int species = Actions[i].Action switch
            {
                DrawStroke { Brush: Brush.Paint } stroke => stroke.Species,
                ScatterSeeds seeds => seeds.Species,
                _ => 1,
            };
            if (species < 1 || species > parameters.Species)
            {
                throw new UserException($"actions[{i}]: there is no species {species}; by then there are {parameters.Species}");
            }

            parameters = Actions[i].Action is ChangeParameters change ? change.ApplyTo(parameters) : parameters;
        }
    }
}
