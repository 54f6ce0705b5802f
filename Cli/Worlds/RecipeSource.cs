using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>A recipe from where the user says.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Steps">How long the run was, where that is known: a link does not say.</param>
/// <param name="LeftOut">What could not be read, a line each.</param>
internal sealed record RecipeSource(Recipe Recipe, long? Steps, IReadOnlyList<string> LeftOut)
{
    private const string StandardInput = "-";

    /// <summary>
    /// The recipe in a file, which may be a saved world's, or, for <c>-</c>, on standard input, which may also hold a link of the browser's; or, where there is
    /// no such file, in such a link itself.
    /// </summary>
    /// <exception cref="UserException">There is none.</exception>
    public static RecipeSource Read(string given)
    {
        if (given == StandardInput)
        {
            const string name = "standard input";
            using Stream input = Console.OpenStandardInput();
            return Understand(InputFile.ReadText(input, name), name);
        }

        if (BrowserLink.IsLink(given) && !File.Exists(given))
        {
            return Follow(given);
        }

        if (Path.GetExtension(given).Equals(EcoFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            Recipe kept = WorldFile.ReadRecipe(given);
            return new RecipeSource(kept, kept.Steps, []);
        }

        return Understand(InputFile.ReadText(given), given);
    }

    private static RecipeSource Understand(string text, string source)
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

    private static RecipeSource Follow(string link)
    {
        ReadBrowserLink read = BrowserLink.Read(link);
        return new RecipeSource(read.Recipe, null, read.LeftOut);
    }
}
