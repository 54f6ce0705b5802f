using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Profiling;

namespace GpuEcosystem.Cli.Output;

/// <summary>Tells a person where the time goes.</summary>
internal static class ProfileSummary
{
    public static void Write(Terminal terminal, WorldParameters parameters, Profile profile)
    {
        MachinePeaks peaks = profile.Machine;
        NetworkProfile network = profile.Network;
        Line(terminal, $"{GridSize.Of(parameters.WorldCount, parameters.GridWidth, parameters.GridHeight)}, {parameters.Species} species");
        Line(terminal, $"the machine at best: {peaks.PeakGflops:0} GFLOP/s, {peaks.PeakGBs:0.0} GB/s");
        Line(terminal, $"networks alone: {network.Milliseconds:0.00} ms, {network.Gflops:0} GFLOP/s, {network.FractionOfPeak:0 %} of peak");
        if (network.Species.Distinct().Skip(1).Any())
        {
            terminal.Table(
                ["species", "weights", "operations a cell", "ms"],
                network.Species.Select((one, index) => new TableRow(
                    [Text($"{index + 1}"), Text($"{one.Weights:N0}"), Text($"{one.Operations:N0}"), Text($"{one.Milliseconds:0.000}")])));
        }

        WriteStep(terminal, "step without learning", profile.Step);
        if (profile.LearningStep is StepProfile learning)
        {
            WriteStep(terminal, "step with learning", learning);
            Line(terminal, $"learning costs {learning.Milliseconds / profile.Step.Milliseconds:0.00} times a step without");
        }

        // The CPU has no groups.
        bool hasGroups = profile.Kernels.Any(kernel => kernel.Limit?.Waves is not null);
        string[] groups = hasGroups ? ["groups", "of threads", "waves"] : [];
        terminal.Table(
            ["kernel", "launches", "ms", "share", "GFLOP/s", "of peak", "GB/s", "of peak", "limit", "reached", .. groups],
            profile.Kernels.Select(kernel => Row(kernel, profile, hasGroups)));
    }

    private static void WriteStep(Terminal terminal, string name, StepProfile step)
    {
        Line(
            terminal,
            $"{name}: {step.Milliseconds:0.00} ms, {step.TimesNetwork:0.00} times the networks, {step.AllocatedBytes:0} bytes allocated");
        if (step is { BusyShare: double busy, OverheadShare: double overhead })
        {
            Line(terminal, $"  cores busy {busy:0.0 %}, between kernels {Math.Max(0, overhead):0.0 %}");
        }
    }

    private static TableRow Row(KernelProfile kernel, Profile profile, bool hasGroups)
    {
        double step = profile.Kernels.Sum(other => other.Milliseconds);
        string[] groups = hasGroups
            ? [Text($"{kernel.Shape.Groups}"), Text($"{kernel.Shape.GroupSize}"), Text($"{kernel.Limit?.Waves:0.00}")]
            : [];
        return new TableRow([
            kernel.Name,
            kernel.Launches.ToString(CultureInfo.InvariantCulture),
            Text($"{kernel.Milliseconds:0.000}"),
            Text($"{kernel.Milliseconds / step:0.0 %}"),
            kernel.Gflops > 0 ? Text($"{kernel.Gflops:0.0}") : "",
            kernel.Gflops > 0 ? Text($"{kernel.Gflops / profile.Machine.PeakGflops:0 %}") : "",
            Text($"{kernel.GBs:0.0}"),
            Text($"{kernel.GBs / profile.Machine.PeakGBs:0 %}"),
            kernel.Limit?.Name ?? "",
            Text($"{kernel.ShareOfLimit:0 %}"),
            .. groups,
        ]);
    }

    private static void Line(Terminal terminal, FormattableString line) => terminal.Line(Text(line));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
