using System.Collections.Immutable;
using System.Diagnostics;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Makes a trial's world, runs and observes it. On devices that round alike one run comes to one outcome.</summary>
/// <param name="experiment">What the run belongs to.</param>
/// <param name="fold">Its search.</param>
/// <param name="device">Where it runs.</param>
/// <param name="worker">Who runs it.</param>
/// <param name="patience">Waits for the store where it is away.</param>
/// <param name="note">Is told, a line each, what others should know.</param>
internal sealed class RunEvaluation(
    Experiment experiment, ArmFold fold, ComputeDevice device, string worker, Patience patience, Action<string> note)
{
    private readonly ObservationPlan plan = experiment.Observation;

    /// <summary>Carries out a run.</summary>
    /// <param name="claim">Which run, and which attempt at it.</param>
    /// <param name="trial">What it tries.</param>
    /// <param name="interruption">Ends it.</param>
    /// <returns>What came of it; null where it was interrupted, or others came to its end meanwhile.</returns>
    /// <exception cref="UserException">The store or the device cannot do what is needed, which is not the trial's fault.</exception>
    public Outcome? Carry(Claim claim, Proposal trial, CancellationToken interruption)
    {
        long begin = Stopwatch.GetTimestamp();
        Outcome nothing = Begin(claim, trial);
        RunConfiguration start;
        try
        {
            start = Express(nothing);
        }
        catch (UserException exception)
        {
            // Values do not go together, and no other attempt would fare better.
            return nothing with { Reason = exception.Message };
        }

        Outcome? outcome = Observe(nothing, trial, start, interruption);
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
        From = trial.From,
        WorldSeed = fold.Seeds.Of(claim.Run.Trial, claim.Run.Repeat / experiment.Weathers),
        Steps = 0,
        Seconds = 0,
        Descriptors = ImmutableSortedDictionary<string, double>.Empty,
        Territory = [],
        StateHash = "",
        Recipe = "",
    };

    private RunConfiguration Express(Outcome nothing)
    {
        RunConfiguration world = experiment.Genes.Express(nothing.Genome);
        RunConfiguration start = world with { Parameters = world.Parameters with { Seed = nothing.WorldSeed } };
        start.Validate();
        return start;
    }

    private Outcome? Observe(Outcome nothing, Proposal trial, RunConfiguration start, CancellationToken interruption)
    {
        using SightingObserver eye = new(plan);
        using LastWorld last = new();
        using CheckpointObserver checkpoint = new(experiment.CheckpointEvery, fold.Store, nothing.Run, eye, note);
        WorldRun? opened = null;
        RunOpening opening = new(experiment, fold, device, note);
        patience.Try(() => opened = opening.Open(nothing.Run, trial, start, eye, last, checkpoint), interruption);
        using WorldRun? run = opened;
        if (run is null)
        {
            return null;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        limit.CancelAfter(experiment.MostSeconds is float seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan);
        RunResult result = run.Run(_ => { }, limit.Token);
        if (result.StepsToCome > 0 && limit.IsCancellationRequested)
        {
            if (!interruption.IsCancellationRequested)
            {
                return nothing with { Status = OutcomeStatus.Crashed, Reason = FormattableString.Invariant($"it took longer than {experiment.MostSeconds} s") };
            }

            if (experiment.CheckpointEvery is not null)
            {
                checkpoint.Observe(last.World);
            }

            return null;
        }

        Outcome outcome = Describe(nothing, result, last.World, eye);
        return fold.HasLastingWorlds && outcome.Status == OutcomeStatus.Ok ? KeepWorld(outcome, last.World, interruption) : outcome;
    }

    // Before the outcome, since others look for it as soon as that is there.
    private Outcome? KeepWorld(Outcome outcome, ConfiguredWorld world, CancellationToken interruption)
    {
        try
        {
            return patience.Try(
                () => fold.Store.KeepWorld(outcome.Run, WorldStage.Ended, path => EcoFile.Save(path, world, EcoExtras.None)), interruption)
                ? outcome
                : null;
        }
        catch (UserException exception)
        {
            // Numbers that no file holds: nobody can go on with such a world.
            return outcome with
            {
                Status = OutcomeStatus.Died,
                Reason = exception.Message,
                Descriptors = ImmutableSortedDictionary<string, double>.Empty,
                Territory = [],
            };
        }
    }

    private Outcome Describe(Outcome nothing, RunResult result, ConfiguredWorld world, SightingObserver eye)
    {
        Outcome ended = nothing with
        {
            WorldSeed = nothing.From is null ? nothing.WorldSeed : world.World.WorldSeed,
            Reason = result.Failure?.Message ?? result.Death,
            Steps = plan.Steps - result.StepsToCome,
            StateHash = result.StateHash,
            Recipe = world.Recipe.ToJson(),
        };
        if (ended.Reason is not null)
        {
            return ended;
        }

        ImmutableSortedDictionary<string, double> descriptors = eye.Describe();
        if (plan.Damage)
        {
            descriptors = descriptors.SetItems(Twins.Describe(world, nothing.Run.Trial));
        }

        return descriptors.FirstOrDefault(one => !double.IsFinite(one.Value)) is { Key: string name }
            ? ended with { Reason = $"{name} is not a finite number" }
            : ended with { Status = OutcomeStatus.Ok, Descriptors = descriptors, Territory = eye.Territory };
    }
}
