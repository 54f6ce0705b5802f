using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Experiments;

// Repeats the experiment of docs/experiments/learning: `dotnet run -c Release --project experiments -- [FOLDER] [STEPS] [SEEDS]`.
string folder = args.Length > 0 ? args[0] : Path.Combine("docs", "experiments", "learning");
long steps = args.Length > 1 ? long.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1500;
int seeds = args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 6;

Directory.CreateDirectory(folder);
using ComputeDevice device = DeviceCatalogue.Open();
Stopwatch watch = Stopwatch.StartNew();
List<Sample> samples = [];
foreach (Arm arm in Enum.GetValues<Arm>())
{
    for (int seed = 1; seed <= seeds; seed++)
    {
        samples.AddRange(LearningExperiment.Run(device, arm, seed, steps));
        Console.Error.WriteLine($"{arm}, seed {seed}: {watch.Elapsed.TotalSeconds:N0} s");
    }
}

Report.WriteCsv(Path.Combine(folder, "samples.csv"), samples);
Report.WritePlots(folder, samples);
Report.PrintSummary(samples, steps);
