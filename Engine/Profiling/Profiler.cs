using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>
/// Measures a world: the networks alone, steps without and with learning, and every operation, beside work that the
/// device does as fast as it does any. The kinds of work take turns, so that a machine whose speed drifts leaves their
/// ratios alone, and the median of each is reported.
/// </summary>
public static class Profiler
{
    /// <summary>The fewest repetitions whose median is worth reporting.</summary>
    public const int FewestRepetitions = 9;

    /// <summary>Measures a world, which takes many of its steps.</summary>
    /// <param name="world">The world.</param>
    /// <param name="repetitions">Measurements of each kind of work.</param>
    /// <param name="progress">Told the number of repetitions done.</param>
    /// <param name="interruption">Ends the measurement.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="UserException">The world's rules have no networks that propose.</exception>
    public static Profile Measure(
        World world, int repetitions, Action<long> progress, CancellationToken interruption)
    {
        if (!world.Body.HasProposals)
        {
            throw new UserException(
                $"a step of the rules {world.Rules.Name} asks no networks, so there is nothing to hold against the machine; run says how many steps a second it takes");
        }

        Launcher launcher = world.Launcher;
        LaunchCost launch = LaunchCost.Measure(launcher.Device, interruption);
        using PeakWork best = new(launcher);
        TimedWork network = new(launcher, () => world.ProposeEverywhere());
        TimedWork step = new(launcher, () => world.Step(learns: false));
        TimedWork? learningStep = world.Parameters.LearnInterval > 0
            ? new TimedWork(launcher, () => world.Step(learns: true))
            : null;
        NetworkPlan plan = world.Body.Species.Networks.Plan;
        TimedWork[] groups = plan.Groups.Length == 1
            ? [network]
            : [.. Enumerable.Range(0, plan.Groups.Length).Select(group => new TimedWork(launcher, () => world.ProposeEverywhere(group)))];
        TimedWork[] kinds = [.. groups.Prepend(network).Distinct(), step, .. learningStep is null ? (TimedWork[])[] : [learningStep]];
        foreach (TimedWork kind in (TimedWork[])[best.MultiplyAdds, best.Copies, .. kinds])
        {
            kind.WarmUp(interruption);
        }

        KernelTimes stepKernels = new();
        KernelTimes learningKernels = new();
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            best.MultiplyAdds.Measure();
            best.Copies.Measure();
            foreach (TimedWork kind in kinds)
            {
                interruption.ThrowIfCancellationRequested();
                kind.Measure();
                if (kind == step || kind == learningStep)
                {
                    (kind == step ? stepKernels : learningKernels).Add(kind.Log());
                }
            }

            progress(repetition + 1);
        }

        MachinePeaks peaks = best.Report();
        KernelTimes kernels = learningStep is null ? stepKernels : learningKernels;
        double gflops = 2e-9 * world.NetworkMultiplyAdds / network.Seconds;
        return new Profile(
            peaks,
            new NetworkProfile(1e3 * network.Seconds, gflops, gflops / peaks.PeakGflops, OfSpecies(plan, groups)),
            step.Report(network.Seconds),
            learningStep?.Report(network.Seconds),
            kernels.Report(peaks, launch, launcher.Device),
            stepKernels.Report(peaks, launch, launcher.Device),
            launch,
            kernels.Last);
    }

    private static SpeciesProfile[] OfSpecies(NetworkPlan plan, TimedWork[] groups)
    {
        double[] seconds = new double[plan.Species];
        foreach ((NetworkGroup group, TimedWork work) in plan.Groups.Zip(groups))
        {
            foreach (int species in group.Members)
            {
                seconds[species] = work.Seconds / group.Members.Length;
            }
        }

        return [.. plan.Sizes.Zip(seconds, (size, time) => new SpeciesProfile(size.Weights, size.Operations, 1e3 * time))];
    }
}
