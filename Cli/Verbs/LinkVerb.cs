using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Writes a recipe as a link of the browser platform.</summary>
internal static class LinkVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> recipe = new("FILE.json") { Description = "A recipe, as --save-recipe writes it" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("link", "Write a recipe as a link of the browser platform: what follows its address") { recipe, json };
        command.SetAction(parsed =>
        {
            (string link, IReadOnlyList<string> leftOut) = BrowserLink.Write(Recipe.Load(parsed.GetRequiredValue(recipe)));
            if (parsed.GetValue(json))
            {
                terminal.Json(new { Link = link, LeftOut = leftOut });
                return ExitCode.Done;
            }

            foreach (string line in leftOut)
            {
                terminal.Note($"left out: {line}");
            }

            terminal.Line(link);
            return ExitCode.Done;
        });
        return command;
    }
}
