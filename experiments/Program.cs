using System.Globalization;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Experiments.Brains;
using GpuEcosystem.Experiments.Learning;
using GpuEcosystem.Experiments.PetriDish;

// Repeats an experiment of docs/experiments: `dotnet run -c Release --project experiments -- NAME [FOLDER] [STEPS] [SEEDS]`.
string name = args.Length > 0 ? args[0] : "";
string folder = args.Length > 1 ? args[1] : Path.Combine("docs", "experiments", name);
long? steps = args.Length > 2 ? long.Parse(args[2], CultureInfo.InvariantCulture) : null;
int? seeds = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : null;
Action<ComputeDevice>? experiment = name switch
{
    "learning" => device => LearningExperiment.Repeat(device, folder, steps ?? 1500, seeds ?? 6),
    "petri-dish" => device => DishExperiment.Repeat(device, folder, steps ?? 600, seeds ?? 4),
    "brains" => device => BrainExperiment.Repeat(device, folder, steps ?? 600, seeds ?? 5),
    _ => null,
};
if (experiment is null)
{
    Console.Error.WriteLine($"'{name}' is no experiment; there are learning, petri-dish and brains");
    return 2;
}

Directory.CreateDirectory(folder);

// Worlds of brains live side by side, one on each core.
using ComputeDevice device = DeviceCatalogue.Open(workers: name == "brains" ? 1 : null);
experiment(device);
return 0;
