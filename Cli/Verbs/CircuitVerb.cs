using System.CommandLine;
using System.Text;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Says what a circuit of gates comes to, and writes it for others.</summary>
internal static class CircuitVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("FILE") { Description = $"A circuit, .circuit, a world that has one, .eco, or one that comes with the program: {string.Join(", ", LearnedCircuits.Names)}" };
        Option<bool> json = CommonOptions.Json();
        Option<string?> save = CommonOptions.Path("--save", "FILE.circuit", "The circuit itself, of a world the one that it has learned by now");
        (Option<string?> Option, string Noun, string Ending, Func<GateNetwork, string> Text)[] exports =
        [
            (CommonOptions.Path("--svg", "FILE.svg", "A drawing of the operations that are left"), "drawings", ".svg", CircuitDrawing.Svg),
            (CommonOptions.Path("--table", "FILE.csv", $"The answers in every case there is, of circuits that read up to {TruthTableText.MostInputs} cells"),
                "tables", ".csv", TruthTableText.Of),
            (CommonOptions.Path("--c", "FILE.c", "A function in C that computes 64 cells at once"), "programs in C", ".c", CircuitSource.C),
            (CommonOptions.Path("--verilog", "FILE.v", "A module in Verilog that computes a cell"), "modules in Verilog", ".v", CircuitSource.Verilog),
        ];
        Command command = new("circuit", "Count what is left of a circuit of gates, draw it, and write it as C, Verilog or a table") { file, json };
        command.Options.Add(save);
        foreach (var export in exports)
        {
            command.Options.Add(export.Option);
        }

        command.SetAction(parsed =>
        {
            StoredCircuit circuit = Read(parsed.GetRequiredValue(file));
            CircuitCounts counts = CircuitCounts.Of(circuit.Circuit, out GateNetwork network);
            List<(string Path, string Text)> written = [];
            foreach (var export in exports)
            {
                if (parsed.GetValue(export.Option) is string path)
                {
                    FileEnding.Require(path, export.Noun, export.Ending);
                    written.Add((path, export.Text(network)));
                }
            }

            if (parsed.GetValue(save) is string circuitPath)
            {
                FileEnding.Require(circuitPath, "circuits", CircuitFile.Ending);
                written.Add((circuitPath, CircuitFile.TextOf(circuit)));
            }

            foreach ((string path, string text) in written)
            {
                AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            }

            CircuitReport report = new(circuit, counts, network);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                terminal.Table(["", "number"], report.Rows);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static StoredCircuit Read(string named)
    {
        if (!named.EndsWith(EcoFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            return CircuitFile.Read(LearnedCircuits.FileOf(named));
        }

        using ComputeDevice device = DeviceCatalogue.Open("cpu");
        using World world = EcoFile.Load(named, device).World;
        return world.ReadCircuit() ?? throw new UserException($"'{named}' is a world of the rules {world.Rules.Name}, which has no circuit");
    }
}
