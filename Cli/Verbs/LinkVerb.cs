using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Writes a recipe as a link of the browser platform.</summary>
internal static class LinkVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> recipe = new("FILE.json") { Description = "A recipe, as --save-recipe writes it; - for standard input" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("link", "Write a recipe as a link of the browser platform: what follows its address") { recipe, json };
        command.SetAction(parsed =>
        {
            RecipeSource source = RecipeInput.Read(parsed.GetRequiredValue(recipe));
            WrittenBrowserLink written = BrowserLink.Write(source.Recipe);
            string[] leftOut = [.. source.LeftOut, .. written.LeftOut];
            if (parsed.GetValue(json))
            {
                terminal.Json(new { Link = written.Fragment, LeftOut = leftOut });
                return ExitCode.Done;
            }

            foreach (string line in leftOut)
            {
                terminal.Note($"left out: {line}");
            }

            terminal.Line(written.Fragment);
            return ExitCode.Done;
        });
        return command;
    }
}
