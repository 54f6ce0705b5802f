using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>Runs one recipe, the default world, again and again, and compares where the runs end.</summary>
internal sealed class RunChecks
{
    private const int MostSteps = 40;
    private const int FewestSteps = 4;

    private readonly Dictionary<bool, RunEnd> firstRuns = [];
    private int steps;
    private int stepsPerWait = 1;

    /// <summary>What a learning step takes; null where it did not come so far.</summary>
    public double? SecondsPerStep { get; private set; }

    /// <summary>Runs the recipe twice.</summary>
    /// <param name="device">Where.</param>
    /// <param name="learning">Whether the species learn.</param>
    /// <param name="time">How long all runs together, with and without learning, should take at most.</param>
    /// <param name="stop">Ends it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public RunComparison Repeat(ComputeDevice device, bool learning, TimeSpan time, CancellationToken stop)
    {
        RunEnd first = FirstRun(device, learning, time, stop);
        using ConfiguredWorld second = new(device, Recipe(learning));
        Step(second, steps, stop);
        return Compare("repeat", learning, first, RunEnd.Of(second.World));
    }

    /// <summary>Compares a run with another that is saved and loaded half way.</summary>
    public RunComparison Resume(ComputeDevice device, TimeSpan time, CancellationToken stop)
    {
        RunEnd whole = FirstRun(device, learning: true, time, stop);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("gpueco-");
        try
        {
            string file = Path.Combine(folder.FullName, "half" + EcoFile.Extension);
            using (ConfiguredWorld half = new(device, Recipe(learning: true)))
            {
                Step(half, steps / 2, stop);
                EcoFile.Save(file, half, EcoExtras.None);
            }

            using ConfiguredWorld resumed = EcoFile.Load(file, device).GoOn();
            Step(resumed, steps - steps / 2, stop);
            return Compare("resume", learning: true, whole, RunEnd.Of(resumed.World));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static RunConfiguration Recipe(bool learning) => RunConfiguration.Default with
    {
        Parameters = EcosystemParameters.Default with { LearnInterval = learning ? EcosystemParameters.Default.LearnInterval : 0 },
    };

    private void Step(ConfiguredWorld world, int steps, CancellationToken stop)
    {
        for (int step = 0; step < steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            world.Step();

            // What is queued could not be ended any more.
            if ((step + 1) % stepsPerWait == 0)
            {
                world.World.Finish();
            }
        }

        world.World.Finish();
    }

    private RunEnd FirstRun(ComputeDevice device, bool learning, TimeSpan time, CancellationToken stop)
    {
        if (!firstRuns.TryGetValue(learning, out RunEnd? end))
        {
            steps = steps > 0 ? steps : CountSteps(device, time, stop);
            using ConfiguredWorld world = new(device, Recipe(learning));
            Step(world, steps, stop);
            end = firstRuns[learning] = RunEnd.Of(world.World);
        }

        return end;
    }

    // Two learning runs, two without, and the one that is resumed.
    private int CountSteps(ComputeDevice device, TimeSpan time, CancellationToken stop)
    {
        using ConfiguredWorld world = new(device, Recipe(learning: true));
        Step(world, 2, stop);
        long begin = Stopwatch.GetTimestamp();
        Step(world, 2, stop);
        double perStep = Stopwatch.GetElapsedTime(begin).TotalSeconds / 2;
        SecondsPerStep = perStep;
        stepsPerWait = (int)Math.Clamp(1 / perStep, 1, MostSteps);
        return (int)Math.Clamp(time.TotalSeconds / (5 * perStep), FewestSteps, MostSteps) / 2 * 2;
    }

    private RunComparison Compare(string check, bool learning, RunEnd first, RunEnd second)
    {
        long apart = 0;
        double worst = 0;
        foreach ((float one, float other) in first.Grid.Zip(second.Grid))
        {
            if (BitConverter.SingleToInt32Bits(one) != BitConverter.SingleToInt32Bits(other))
            {
                double difference = Math.Abs((double)one - other);
                worst = Math.Max(worst, double.IsNaN(difference) ? double.PositiveInfinity : difference);
                apart++;
            }
        }

        WorldParameters parameters = Recipe(learning).Parameters;
        return new RunComparison(
            check,
            learning,
            parameters.GridWidth,
            parameters.GridHeight,
            steps,
            first.Hash,
            second.Hash,
            apart,
            worst,
            first.Recoveries);
    }

    private sealed record RunEnd(string Hash, float[] Grid, int Recoveries)
    {
        public static RunEnd Of(World world) => new(world.StateHash(), world.ReadGrid(), world.Recoveries.Count);
    }
}
