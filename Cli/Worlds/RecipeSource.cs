using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>A recipe from where the user says.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Steps">How long the run was, where that is known: a link does not say.</param>
/// <param name="LeftOut">What could not be read, a line each.</param>
internal sealed record RecipeSource(Recipe Recipe, long? Steps, IReadOnlyList<string> LeftOut)
{
    // Where the recipe begins in a link of the browser's.
    private const string LinkMark = "#r=";

    /// <summary>The recipe in a file or, where there is no such file, in a link of the browser's.</summary>
    public static RecipeSource Read(string given)
    {
        if (given.Contains(LinkMark, StringComparison.Ordinal) && !File.Exists(given))
        {
            ReadBrowserLink link = BrowserLink.Read(given);
            return new RecipeSource(link.Recipe, null, link.LeftOut);
        }

        Recipe recipe = Recipe.Load(given);
        return new RecipeSource(recipe, recipe.Steps, []);
    }
}
