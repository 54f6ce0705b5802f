using System.Collections.Concurrent;
using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Experiments.Brains;

/// <summary>Circuits of gates and convolutions, wide and deep, in the same worlds.</summary>
internal static class BrainExperiment
{
    private const int StepsPerSample = 30;

    /// <summary>Runs every arm with every seed in every seating, and writes what was seen into a folder.</summary>
    public static void Repeat(ComputeDevice device, string folder, long steps, int seeds)
    {
        // One seed has no interval.
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 2);
        Func<IReadOnlyList<BrainSample>>[] worlds =
        [
            .. from arm in BrainArm.All
               from seed in Enumerable.Range(1, seeds)
               from seating in Enumerable.Range(0, arm.Seatings)
               select (Func<IReadOnlyList<BrainSample>>)(() => Run(device, arm, seed, seating, steps)),
            .. from lesson in Hardening.Lessons
               from seed in Enumerable.Range(1, seeds)
               from seating in Enumerable.Range(0, lesson.Seatings)
               select (Func<IReadOnlyList<BrainSample>>)(() => Hardening.Run(device, lesson, seed, seating, steps)),
        ];
        BrainSample[] samples = RunAll(worlds);
        BrainReport.WriteCsv(Path.Combine(folder, "samples.csv"), samples);
        BrainReport.WritePlots(folder, samples);
        PrintSizes(device);
        BrainReport.PrintSummary(samples);
    }

    /// <summary>Takes steps and looks at the world before the first and after every so many.</summary>
    /// <param name="world">What is looked at.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="every">Steps from one look to the next.</param>
    /// <param name="see">Makes a sample.</param>
    public static IEnumerable<BrainSample> Watch(World world, long steps, int every, Func<Metrics, BrainSample> see)
    {
        yield return see(world.Observe());
        for (long step = 1; step <= steps; step++)
        {
            world.Step();
            if (step % every == 0)
            {
                yield return see(world.Observe());
            }
        }
    }

    private static IReadOnlyList<BrainSample> Run(ComputeDevice device, BrainArm arm, int seed, int seating, long steps)
    {
        using World world = new(device, arm.Parameters(seed, seating));
        return [.. Watch(world, steps, StepsPerSample, metrics => arm.See(metrics, seed, seating))];
    }

    // As many worlds at once as there are cores; whoever is done takes the next.
    private static BrainSample[] RunAll(Func<IReadOnlyList<BrainSample>>[] worlds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        IReadOnlyList<BrainSample>[] seen = new IReadOnlyList<BrainSample>[worlds.Length];
        int done = 0;
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, worlds.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            world =>
            {
                seen[world] = worlds[world]();
                BrainSample first = seen[world][0];
                int count = Interlocked.Increment(ref done);
                Console.Error.WriteLine($"{count} of {worlds.Length}: {first.Arm}, seed {first.Seed}: {watch.Elapsed.TotalSeconds:N0} s");
            });
        return [.. seen.SelectMany(world => world)];
    }

    private static void PrintSizes(ComputeDevice device)
    {
        Console.WriteLine("| brain | weights | operations |\n|---|---|---|");
        List<string> rows = [];
        foreach (BrainArm arm in BrainArm.All)
        {
            using World world = new(device, arm.Parameters(seed: 1, seating: 0));
            rows.AddRange(arm.Brains.Zip(
                world.Observe().Networks, (brain, size) => $"| {brain.Name} | {size.Weights:N0} | {size.Operations:N0} |"));
        }

        Console.WriteLine(string.Join('\n', rows.Distinct()));
    }
}
