using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Writes a world file as another one.</summary>
internal static class ConvertVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> input = new("IN") { Description = "The file to read" };
        Argument<string> output = new("OUT") { Description = "The file to write; an older one is replaced" };
        Option<string> device = CommonOptions.Device();
        Option<bool> json = CommonOptions.Json();
        Command command = new("convert", "Write a world file anew, in the form that OUT's name ends with")
        {
            input, output, device, json,
        };
        command.SetAction(parsed =>
        {
            (string from, string to) = (parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
            IReadOnlyList<string> leftOut = WorldConversion.Convert(
                from, to, () => terminal.Open(parsed.GetRequiredValue(device)));
            if (parsed.GetValue(json))
            {
                terminal.Json(new { Input = from, Output = to, LeftOut = leftOut });
                return ExitCode.Done;
            }

            foreach (string line in leftOut)
            {
                terminal.Note(line);
            }

            terminal.Line($"{from} is now {to}");
            return ExitCode.Done;
        });
        return command;
    }
}
