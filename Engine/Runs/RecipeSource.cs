using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Runs;

/// <summary>A recipe from where the user says.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Steps">How long the run was, where that is known: a link does not say.</param>
/// <param name="LeftOut">What could not be read, a line each.</param>
public sealed record RecipeSource(Recipe Recipe, long? Steps, IReadOnlyList<string> LeftOut)
{
    /// <summary>
    /// The recipe in a file, which may be a saved world's, or hold a link of the browser's; or, where there is no such file, in such a
    /// link itself.
    /// </summary>
    /// <exception cref="UserException">There is none.</exception>
    public static RecipeSource Read(string given)
    {
        if (IsLink(given))
        {
            return Follow(given);
        }

        if (Path.GetExtension(given).Equals(EcoFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            Recipe kept = WorldFile.ReadRecipe(given);
            return new RecipeSource(kept, kept.Steps, []);
        }

        return Read(InputFile.ReadText(given), given);
    }

    /// <summary>The recipe in a text, or in the link that the text holds; errors name <paramref name="source"/>.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static RecipeSource Read(string text, string source)
    {
        // A recipe, or a comment before it, may mention a link.
        if (text.TrimStart() is ['{' or '/', ..] || !BrowserLink.IsLink(text))
        {
            Recipe recipe = Recipe.Read(text, source);
            return new RecipeSource(recipe, recipe.Steps, []);
        }

        try
        {
            return Follow(text);
        }
        catch (UserException exception)
        {
            throw new UserException($"{source}: {exception.Message}", exception);
        }
    }

    /// <summary>Whether what a user gives is a link itself, and no file.</summary>
    internal static bool IsLink(string given) => BrowserLink.IsLink(given) && !File.Exists(given);

    private static RecipeSource Follow(string link)
    {
        ReadBrowserLink read = BrowserLink.Read(link);
        return new RecipeSource(read.Recipe, null, read.LeftOut);
    }
}
