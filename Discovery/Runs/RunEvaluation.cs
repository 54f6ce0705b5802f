using System.Collections.Immutable;
using System.Diagnostics;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Makes a trial's world, runs and observes it. On devices that round alike one run comes to one outcome.</summary>
/// <param name="experiment">What the run belongs to.</param>
/// <param name="seeds">The worlds' seeds.</param>
/// <param name="device">Where it runs.</param>
/// <param name="worker">Who runs it.</param>
internal sealed class RunEvaluation(Experiment experiment, WorldSeeds seeds, ComputeDevice device, string worker)
{
    private readonly ObservationPlan plan = experiment.Observation;

    /// <summary>Carries out a run.</summary>
    /// <param name="claim">Which run, and which attempt at it.</param>
    /// <param name="trial">What it tries.</param>
    /// <param name="interruption">Ends it.</param>
    /// <returns>What came of it; null where it was interrupted.</returns>
    public Outcome? Carry(Claim claim, Proposal trial, CancellationToken interruption)
    {
        long begin = Stopwatch.GetTimestamp();
        Outcome nothing = Begin(claim, trial);
        Outcome? outcome;
        try
        {
            RunConfiguration world = experiment.Genes.Express(trial.Genome);
            outcome = Observe(nothing, world with { Parameters = world.Parameters with { Seed = nothing.WorldSeed } }, interruption);
        }
        catch (UserException exception)
        {
            // Values that do not go together: no other attempt would fare better.
            outcome = nothing with { Reason = exception.Message };
        }

        return outcome is null ? null : outcome with { Seconds = Math.Round(Stopwatch.GetElapsedTime(begin).TotalSeconds, 3) };
    }

    /// <summary>What is kept of a run that ended whoever tried it.</summary>
    /// <param name="claim">The last attempt, which is not made.</param>
    /// <param name="trial">What it tries.</param>
    public Outcome GiveUp(Claim claim, Proposal trial) => Begin(claim, trial) with
    {
        Status = OutcomeStatus.Crashed,
        Reason = $"{claim.Lost} attempts ended without an outcome",
    };

    private Outcome Begin(Claim claim, Proposal trial) => new()
    {
        Run = claim.Run,
        Attempt = claim.Attempt,
        Worker = worker,
        Arithmetic = device.Arithmetic,
        Program = Origin.ThisProgram,
        Status = OutcomeStatus.Died,
        Genome = trial.Genome,
        Values = experiment.Genes.Describe(trial.Genome),
        Parents = trial.Parents,
        WorldSeed = seeds.Of(claim.Run.Trial, claim.Run.Repeat / experiment.Weathers),
        Steps = 0,
        Seconds = 0,
        Descriptors = ImmutableSortedDictionary<string, double>.Empty,
        Territory = [],
        StateHash = "",
        Recipe = "",
    };

    private ImmutableArray<TimedAction> WeatherOf(RunKey run) =>
        experiment.Weathers == 1 ? [] : [new TimedAction(plan.BurnIn, new NewWeather(seeds.OfWeather(run.Trial, run.Repeat)))];

    private Outcome? Observe(Outcome nothing, RunConfiguration world, CancellationToken interruption)
    {
        using SightingObserver eye = new(plan);
        using LastState last = new(plan, nothing.Run.Trial);
        RunTask task = new(new NewWorld(new Recipe(world, WeatherOf(nothing.Run))), plan.Steps);
        task.Start.Configuration.Validate();
        using WorldRun run = new(task, device, [eye, last], _ => { });
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        limit.CancelAfter(experiment.MostSeconds is float seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan);
        RunResult result = run.Run(_ => { }, limit.Token);
        if (result.StepsToCome > 0 && limit.IsCancellationRequested)
        {
            return interruption.IsCancellationRequested
                ? null
                : nothing with { Status = OutcomeStatus.Crashed, Reason = FormattableString.Invariant($"it took longer than {experiment.MostSeconds} s") };
        }

        Outcome ended = nothing with
        {
            Reason = result.Failure?.Message ?? result.Death,
            Steps = result.StepsTaken,
            StateHash = result.StateHash,
            Recipe = last.Recipe,
        };
        if (ended.Reason is not null)
        {
            return ended;
        }

        ImmutableSortedDictionary<string, double> descriptors = eye.Describe().SetItems(last.Descriptors);
        return descriptors.FirstOrDefault(one => !double.IsFinite(one.Value)) is { Key: string name }
            ? ended with { Reason = $"{name} is not a finite number" }
            : ended with { Status = OutcomeStatus.Ok, Descriptors = descriptors, Territory = eye.Territory };
    }
}
