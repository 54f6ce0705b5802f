using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using GpuEcosystem.Benchmarks;
using GpuEcosystem.Benchmarks.Circuits;

// `plot [FOLDER] [LARGEST]` measures the cost of a cell over the grid's size, `circuits` circuits of gates; anything else goes to
// BenchmarkDotNet.
if (args is ["plot", .. string[] rest])
{
    string folder = rest.Length > 0 ? rest[0] : "benchmarks";
    int largest = rest.Length > 1 ? int.Parse(rest[1], System.Globalization.CultureInfo.InvariantCulture) : 2048;
    CostPerCell.Measure(folder, largest);
    return 0;
}

if (args is ["circuits"])
{
    CircuitSpeed.Measure();
    return 0;
}

Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Settings).Assembly).Run(args, new Settings())];

// A benchmark whose numbers were wrong was not timed, and has no result.
return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
