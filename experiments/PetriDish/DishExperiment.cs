using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Experiments.PetriDish;

/// <summary>A world at a step, the first of its batch.</summary>
internal sealed record DishSample(
    string Arm, int Seed, long Step, long[] Territory, double Entropy, double Activity, double? Mixing, double Milliseconds)
{
    private const int SmallestShare = 20;

    /// <summary>Share of the cells that species hold.</summary>
    public double Occupied => 1 - (double)Territory[0] / Territory.Sum();

    /// <summary>Species that hold 5 % of the cells or more.</summary>
    public int Living => Territory.Skip(1).Count(cells => cells * SmallestShare >= Territory.Sum());
}

/// <summary>What is said of Petri Dish NCA, in worlds that two cores can afford.</summary>
internal static class DishExperiment
{
    private const int StepsPerSample = 20;

    private static readonly DishArm[] pictured = [DishArm.Dish, DishArm.Duel, DishArm.Ecosystem];

    /// <summary>Runs every arm with every seed, and writes what was seen into a folder.</summary>
    public static void Repeat(ComputeDevice device, string folder, long steps, int seeds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        List<DishSample> samples = [];
        using ContactSheet sheet = new();
        foreach (DishArm arm in DishArm.All)
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                samples.AddRange(Run(device, arm, seed, steps, seed == 1 && pictured.Contains(arm) ? sheet : null));
                Console.Error.WriteLine($"{arm.Name}, seed {seed}: {watch.Elapsed.TotalSeconds:N0} s");
            }
        }

        sheet.Write(Path.Combine(folder, "territories.png"));
        DishReport.WriteCsv(Path.Combine(folder, "samples.csv"), samples);
        DishReport.WritePlots(folder, samples);
        DishReport.PrintSummary(samples, steps);
    }

    // Four moments of a world go on the sheet: its beginning, two between, its end.
    private static IEnumerable<DishSample> Run(ComputeDevice device, DishArm arm, int seed, long steps, ContactSheet? sheet)
    {
        using World world = new(device, arm.Parameters with { Seed = (ulong)seed });
        long[] moments = [0, 100, steps / 2, steps];
        double milliseconds = 0;
        while (true)
        {
            Metrics metrics = world.Observe();
            if (moments.Contains(metrics.Step))
            {
                sheet?.Add(world, Palette.Find("vivid"), $"{arm.Name}, step {metrics.Step}", $"seed {seed}");
            }

            yield return new DishSample(
                arm.Name, seed, metrics.Step, metrics.Territory, metrics.NormalizedEntropy, metrics.Activity, Territories.Mixing(world),
                milliseconds);
            if (metrics.Step >= steps)
            {
                yield break;
            }

            // Other programs on the machine do not add to processor time.
            TimeSpan before = Environment.CpuUsage.TotalTime;
            for (int step = 0; step < StepsPerSample; step++)
            {
                world.Step();
            }

            world.Finish();
            milliseconds = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / StepsPerSample;
        }
    }
}
