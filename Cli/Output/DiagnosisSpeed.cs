using System.Globalization;
using GpuEcosystem.Engine.Diagnosis;

namespace GpuEcosystem.Cli.Output;

/// <summary>How fast the device of a diagnosis is: every size in a line, and the kernels of two of them beside the model.</summary>
internal static class DiagnosisSpeed
{
    // A page has no room for what takes less.
    private const int MostKernels = 16;

    public static IEnumerable<string> Lines(DeviceDiagnosis diagnosis)
    {
        if (diagnosis.Launch is { } launch)
        {
            yield return "";
            yield return Text($"an empty launch: {launch.QueuedMicroseconds:0.0} us queued, {launch.WaitedMicroseconds:0.0} us waited for, {launch.LoggedMicroseconds:0.0} us in the kernels' times below");
        }

        if (diagnosis.Profiles.Count == 0)
        {
            yield break;
        }

        yield return "";
        foreach (string line in TextTable.Lines([
            ["size", "memory", "GFLOP/s", "GB/s", "networks ms", "of peak", "step ms", "steps/s", "learning ms", "steps/s", "busy"],
            .. diagnosis.Profiles.Select(Row)]))
        {
            yield return line;
        }

        // The smallest shows what launches cost, the largest what the device can do.
        SizeProfile[] learning = [.. diagnosis.Profiles.Where(profile => profile.Learning)];
        SizeProfile smallest = learning.FirstOrDefault() ?? diagnosis.Profiles[0];
        SizeProfile largest = learning.LastOrDefault() ?? diagnosis.Profiles[^1];
        foreach (SizeProfile profile in smallest == largest ? [smallest] : new[] { smallest, largest })
        {
            yield return "";
            yield return Text($"kernels of a {(profile.Learning ? "learning step" : "step")} at {profile.Width}, launch by launch; the model is the longest of arithmetic and memory at the peaks above and of empty launches");
            foreach (string line in TextTable.Lines(
                [["kernel", "launches", "ms", "share", "model ms", "ms/model", "limit", "GFLOP/s", "GB/s"], .. Rows(profile)], left: [6]))
            {
                yield return line;
            }
        }
    }

    private static IReadOnlyList<string> Row(SizeProfile profile) =>
    [
        Text($"{profile.Width}"),
        Text($"{profile.EstimatedBytes / (double)(1L << 30):0.00} GiB"),
        Text($"{profile.Machine.PeakGflops:0}"),
        Text($"{profile.Machine.PeakGBs:0.0}"),
        Text($"{profile.Network.Milliseconds:0.000}"),
        Text($"{profile.Network.FractionOfPeak:0 %}"),
        Text($"{profile.Step.Milliseconds:0.000}"),
        Text($"{1e3 / profile.Step.Milliseconds:0.0}"),
        profile.LearningStep is { } learning ? Text($"{learning.Milliseconds:0.000}") : "",
        profile.LearningStep is { } steps ? Text($"{1e3 / steps.Milliseconds:0.0}") : "",
        profile.Step.BusyShare is double busy ? Text($"{busy:0 %}") : "",
    ];

    private static IEnumerable<IReadOnlyList<string>> Rows(SizeProfile profile)
    {
        double all = profile.Kernels.Sum(kernel => kernel.Milliseconds);
        foreach (ModelledKernel kernel in profile.Kernels.Take(MostKernels))
        {
            yield return
            [
                kernel.Name,
                Text($"{kernel.Launches}"),
                Text($"{kernel.Milliseconds:0.000}"),
                Text($"{kernel.Milliseconds / all:0.0 %}"),
                Text($"{kernel.ModelMilliseconds:0.000}"),
                Text($"{kernel.Milliseconds / kernel.ModelMilliseconds:0.0}"),
                kernel.Limit,
                kernel.Gflops > 0 ? Text($"{kernel.Gflops:0.0}") : "",
                Text($"{kernel.GBs:0.0}"),
            ];
        }

        ModelledKernel[] rest = [.. profile.Kernels.Skip(MostKernels)];
        if (rest.Length > 0)
        {
            double milliseconds = rest.Sum(kernel => kernel.Milliseconds);
            double model = rest.Sum(kernel => kernel.ModelMilliseconds);
            yield return
            [
                $"{rest.Length} others",
                Text($"{rest.Sum(kernel => kernel.Launches)}"),
                Text($"{milliseconds:0.000}"),
                Text($"{milliseconds / all:0.0 %}"),
                Text($"{model:0.000}"),
                Text($"{milliseconds / model:0.0}"),
                "",
                "",
                "",
            ];
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
