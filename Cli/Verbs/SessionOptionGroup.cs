using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say what is kept of a world that somebody watches, and in which colours, whatever shows it.</summary>
internal sealed class SessionOptionGroup
{
    private const string UsualFolder = "checkpoints";

    private readonly Option<string?> checkpoints = CommonOptions.Path(
        "--checkpoints", "DIR", $"Where what is kept with S goes, and the tray looks; '{UsualFolder}' unless given");

    private readonly AutosaveOptions autosave = new(500, $"{UsualFolder}/autosave");

    /// <summary>Colours of the species.</summary>
    public Option<string> Palette { get; } = CommonOptions.Palette();

    /// <summary>Where the recipe goes.</summary>
    public Option<string?> SaveRecipe { get; } = CommonOptions.SaveRecipe();

    /// <summary>Adds what is kept to a verb; the colours are among what shows it.</summary>
    public void AddTo(Verb verb)
    {
        verb.Add("What is kept", checkpoints, SaveRecipe);
        autosave.AddTo(verb);
    }

    /// <summary>The file to go on from, if the user wants to and there is one.</summary>
    public GivenWorld? FindResumed(ParseResult parsed, Action<string> note) => autosave.FindResumed(parsed, note);

    /// <summary>What is kept, found to be possible.</summary>
    public SessionOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(SaveRecipe) is string recipe)
        {
            RecipeOutput.Check(recipe);
        }

        return new SessionOptions(parsed.GetValue(checkpoints) ?? UsualFolder, autosave.ReadInterval(parsed), autosave.ReadFolder(parsed))
        {
            Palette = Engine.Display.Palette.Find(parsed.GetRequiredValue(Palette)),
            Recorders = Recorders.All,
        };
    }

    /// <summary>Writes the recipe, if it is asked for.</summary>
    public void WriteRecipe(ParseResult parsed, Recipe? recipe)
    {
        if (parsed.GetValue(SaveRecipe) is string path)
        {
            RecipeOutput.Write(path, recipe);
        }
    }
}
