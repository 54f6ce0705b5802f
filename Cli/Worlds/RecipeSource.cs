using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>Where a recipe comes from, as the user names it.</summary>
internal static class RecipeSource
{
    /// <summary>The recipe of that name.</summary>
    /// <remarks>All that the program knows of recipes' sources is here: a source that is no file goes before the last line.</remarks>
    public static Recipe Read(string given) => Recipe.Load(given);
}
