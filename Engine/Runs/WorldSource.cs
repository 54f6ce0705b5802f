using System.Text.Json;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Runs;

/// <summary>A world from whatever names one.</summary>
/// <param name="Start">How it comes to be.</param>
/// <param name="Name">What to call it.</param>
/// <param name="LeftOut">What could not be read, a line each.</param>
public sealed record WorldSource(RunStart Start, string Name, IReadOnlyList<string> LeftOut)
{
    private const string FileScheme = "file://";

    /// <summary>
    /// The world of a saved world's file, a recipe's, a configuration's, or a link of the browser platform; what is in a file that is no
    /// saved world shows from its text.
    /// </summary>
    /// <param name="given">A path, perhaps in quotation marks or as an address, a grown world's name, or a link.</param>
    /// <exception cref="UserException">There is none, or none that is possible.</exception>
    public static WorldSource Read(string given)
    {
        if (RecipeSource.IsLink(given))
        {
            return Repeat(RecipeSource.Read(given), "a link");
        }

        string path = GrownWorlds.FileOf(PathOf(given));
        string name = Path.GetFileName(path);
        if (WorldFile.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            return new WorldSource(new SavedWorld(path), name, []);
        }

        string text = InputFile.ReadText(path);
        return text.TrimStart() is ['{' or '/', ..] && !JsonShape.Read(text, path, IsRecipe)
            ? Begin(RunConfiguration.Default.Read(text, path), name)
            : Repeat(RecipeSource.Read(text, path), name);
    }

    /// <summary>A new world from a preset.</summary>
    /// <param name="preset">Its name.</param>
    /// <param name="width">Columns of the grid; the preset's if null.</param>
    /// <param name="height">Rows of the grid; the preset's if null.</param>
    /// <exception cref="UserException">There is no such preset, or it cannot be so large.</exception>
    public static WorldSource Begin(string preset, int? width = null, int? height = null)
    {
        RunConfiguration configuration = PresetCatalogue.Load(preset);
        WorldParameters parameters = configuration.Parameters;
        return Begin(
            configuration with
            {
                Parameters = parameters with { GridWidth = width ?? parameters.GridWidth, GridHeight = height ?? parameters.GridHeight },
            },
            preset);
    }

    private static WorldSource Begin(RunConfiguration configuration, string name)
    {
        configuration.Validate();
        return new WorldSource(new NewWorld(new Recipe(configuration, [])), name, []);
    }

    private static WorldSource Repeat(RecipeSource source, string name)
    {
        source.Recipe.Validate();
        return new WorldSource(new NewWorld(source.Recipe), name, source.LeftOut);
    }

    private static bool IsRecipe(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && (root.TryGetProperty(RecipeReader.Start, out _) || root.TryGetProperty(RecipeReader.Actions, out _));

    // File managers and shells write them so.
    private static string PathOf(string given)
    {
        string path = given.Trim();
        path = path is ['"', .., '"'] or ['\'', .., '\''] ? path[1..^1] : path;
        return path.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(path, UriKind.Absolute, out Uri? address)
            ? address.LocalPath
            : path;
    }
}
