using System.Globalization;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Profiling;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>Profiles the default world at one size after another, until memory or time says that the next is too large.</summary>
/// <param name="stages">Runs the stages.</param>
/// <param name="device">Where.</param>
/// <param name="secondsPerStep">What a learning step of the smallest world takes, if that is known.</param>
internal sealed class ProfileSizes(DiagnosisStages stages, DiagnosisDevice device, double? secondsPerStep)
{
    private const int Smallest = 128;
    private const int Largest = 16384;
    private const int WarmUps = 3;

    // Twice as wide has four times as many cells, and caches that hold fewer of them.
    private const double Growth = 4.5;

    // Parts of a learning step.
    private const double NetworkShare = 0.6;
    private const double StepShare = 0.7;

    private readonly Dictionary<bool, Measured> last = [];
    private LaunchCost? launch;

    /// <summary>Profiles with learning as long as that goes, and from there on without.</summary>
    public void Run()
    {
        stages.Run("launches", 0.2, (_, stop) =>
        {
            launch = LaunchCost.Measure(device.Open(profiling: true), stop);
            stages.Notes.Update(diagnosis => diagnosis with { Launch = launch });
            return StageOutcome.Passed;
        });
        bool learning = true;
        for (int size = Smallest; size <= Largest; size *= 2)
        {
            learning = learning && Fits(size, learning: true);
            if (!learning && !Fits(size, learning: false))
            {
                return;
            }
        }
    }

    private bool Fits(int size, bool learning)
    {
        string name = $"profile {size}" + (learning ? "" : " without learning");
        double expected = Expect(learning);
        if (stages.Left > TimeSpan.Zero && expected > stages.Left.TotalSeconds)
        {
            stages.Skip(name, string.Create(
                CultureInfo.InvariantCulture, $"would take about {expected:0} s, {stages.Left.TotalSeconds:0} s are left"));
            return false;
        }

        return stages.Run(name, 1, (_, stop) => Measure(size, learning, stop)) == StageState.Passed;
    }

    private StageOutcome Measure(int size, bool learning, CancellationToken stop)
    {
        EcosystemParameters parameters = EcosystemParameters.Default with
        {
            GridWidth = size,
            GridHeight = size,
            LearnInterval = learning ? EcosystemParameters.Default.LearnInterval : 0,
        };
        TimeSpan before = stages.Left;
        ComputeDevice opened = device.Open(profiling: true);
        Profile profile;
        try
        {
            using World world = new(opened, parameters);
            profile = Profiler.Measure(world, Profiler.FewestRepetitions, _ => { }, stop);
        }
        catch (UserException exception)
        {
            // There is no room for so large a world.
            return new StageOutcome(StageState.Skipped, exception.Message);
        }

        stages.Notes.Update(diagnosis => diagnosis with
        {
            Profiles =
            [
                .. diagnosis.Profiles,
                new SizeProfile(
                    size,
                    size,
                    learning,
                    World.MemoryBytes(opened, parameters),
                    profile.Machine,
                    profile.Network,
                    profile.Step,
                    profile.LearningStep,
                    [.. profile.Kernels.Select(kernel => ModelledKernel.Of(kernel, profile.Machine, launch))],
                    [.. profile.StepKernels.Select(kernel => ModelledKernel.Of(kernel, profile.Machine, launch))]),
            ],
        });
        last[learning] = new Measured(profile, (before - stages.Left).TotalSeconds);
        return StageOutcome.Passed;
    }

    // The seconds that a size will take which is twice as wide as the last; 0 where nothing is known yet.
    private double Expect(bool learning)
    {
        if (last.TryGetValue(learning, out Measured? measured))
        {
            double world = WorldSeconds(measured.Profile, learning);
            return Growth * world + Math.Max(0, measured.Seconds - world);
        }

        return !learning && last.TryGetValue(true, out measured)
            ? Growth * WorldSeconds(measured.Profile, learning: false)
            : WorldSeconds(secondsPerStep ?? 0, learning);
    }

    // Each kind of step is measured and logged; the networks are measured only.
    private static double WorldSeconds(double network, double steps) =>
        Profiler.FewestRepetitions * (network + 2 * steps) + WarmUps * (network + steps);

    private static double WorldSeconds(Profile profile, bool learning) => WorldSeconds(
        1e-3 * profile.Network.Milliseconds,
        1e-3 * (profile.Step.Milliseconds + (learning ? profile.LearningStep?.Milliseconds ?? 0 : 0)));

    private static double WorldSeconds(double learningStep, bool learning) =>
        WorldSeconds(NetworkShare * learningStep, (learning ? 1 + StepShare : StepShare) * learningStep);

    private sealed record Measured(Profile Profile, double Seconds);
}
