using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Imaging.Plots;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Draws what a run observed.</summary>
internal static class PlotVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("FILE") { Description = "What 'run --metrics' wrote, .csv or .parquet; - for lines from standard input" };
        Option<string?> target = CommonOptions.Path(
            "--out", "FILE", "The plot, .png or .svg; beside the file as .png, unless given");
        Option<string> palette = CommonOptions.Palette();
        Command command = new("plot", "Draw populations, entropy and loss of a run over its steps") { file, target, palette };
        command.SetAction(parsed =>
        {
            string source = parsed.GetRequiredValue(file);
            string beside = source == MetricsReader.StandardInput || source.StartsWith("/dev/", StringComparison.Ordinal) ? "metrics" : source;
            string path = parsed.GetValue(target) ?? Path.ChangeExtension(beside, ".png");
            Palette colours = Palette.Find(parsed.GetRequiredValue(palette));
            PlotFile.Check(path);
            using MetricsPlot plot = new(MetricsReader.Read(source, MetricsPlot.Needs), colours);
            PlotFile.Write(path, plot.Panels);
            terminal.Line(path);
            return ExitCode.Done;
        });
        return command;
    }
}
