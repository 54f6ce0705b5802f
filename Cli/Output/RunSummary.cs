using System.Globalization;
using GpuEcosystem.Engine.Display;
using Spectre.Console;

namespace GpuEcosystem.Cli.Output;

/// <summary>Tells a person what a run came to.</summary>
internal static class RunSummary
{
    public static void Write(Terminal terminal, RunReport report, Palette palette)
    {
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.StepsTaken} steps of {GridSize.Of(report.WorldPopulations?.Count ?? 1, report.Width, report.Height)} in {report.Seconds:0.00} s, "
            + $"{report.StepsPerSecond:0.0} steps/s; state {report.StateHash}{(report.Steps == report.StepsTaken ? "" : $" at step {report.Steps}")}"));
        double cells = (double)report.Width * report.Height;
        terminal.Table(
            ["entity", "population", "territory", "share"],
            Enumerable.Range(0, report.Territory.Count).Select(entity => new TableRow(
                entity == 0 ? null : ToColor(palette.Species(entity)),
                entity == 0 ? "sun" : $"species {entity}",
                report.Populations[entity].ToString("0.0", CultureInfo.InvariantCulture),
                report.Territory[entity].ToString(CultureInfo.InvariantCulture),
                (report.Territory[entity] / cells).ToString("0.0 %", CultureInfo.InvariantCulture))));
    }

    private static Color ToColor(uint rgba) => new((byte)rgba, (byte)(rgba >> 8), (byte)(rgba >> 16));
}
