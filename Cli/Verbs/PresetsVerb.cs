using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Presets;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Lists the worlds that come with the program.</summary>
internal static class PresetsVerb
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("presets", "List the worlds that come with the program") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                terminal.Json(new { Presets = All });
            }
            else
            {
                terminal.Table(
                    ["option", "cells", "species", "step", "what it is"],
                    All.Select(world => new TableRow([world.Option, world.Cells, Text(world.Species), Text(world.Step), world.Explanation])));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<Shipped> All =>
    [
        .. PresetCatalogue.Names.Select(name => Describe(
            $"--preset {name}", PresetCatalogue.Load(name).Parameters, 0, PresetCatalogue.Explain(name))),
        .. GrownWorlds.Names.Select(name => (Name: name, File: GrownWorlds.Find(name)!)).Select(world => Describe(
            $"--load {world.Name}",
            WorldFile.ReadConfiguration(world.File).Parameters,
            WorldFile.ReadPlace(world.File).Step,
            GrownWorlds.Explain(world.Name))),
    ];

    private static Shipped Describe(string option, WorldParameters parameters, long step, string explanation) =>
        new(option, $"{parameters.GridWidth} x {parameters.GridHeight}", parameters.Species, step, explanation);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A world that comes with the program; its JSON form is part of the command line.</summary>
    private sealed record Shipped(string Option, string Cells, int Species, long Step, string Explanation);
}
