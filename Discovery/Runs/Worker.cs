using System.Diagnostics;
using System.Globalization;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>
/// Takes on runs of an experiment, one after another in each of its lanes, until none is left. It knows of no other worker: there may be
/// as many as there are machines, and each may end at any moment.
/// </summary>
public sealed class Worker
{
    private const int MostFailures = 3;

    private static readonly TimeSpan waitForOthers = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan waitForStore = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan longestWaitForStore = TimeSpan.FromMinutes(10);

    private readonly StoredExperiment stored;
    private readonly IReadOnlyList<ArmFold> folds;
    private readonly WorkerSettings settings;
    private readonly TimeSpan lease;
    private readonly Action<string> note;
    private readonly Dispatch dispatch;
    private readonly Patience patience;
    private readonly string name;
    private readonly Lock counting = new();
    private readonly long begin = Stopwatch.GetTimestamp();
    private int lanes;
    private int begun;
    private int worlds;
    private int takenOver;
    private int died;
    private TimeSpan busy;
    private Exception? failure;

    /// <summary>Makes a worker of an experiment.</summary>
    /// <param name="stored">The experiment.</param>
    /// <param name="folds">Its searches.</param>
    /// <param name="settings">How it goes about it.</param>
    /// <param name="lease">How long a run stays its own without its saying so.</param>
    /// <param name="note">Is told, a line each, what others should know.</param>
    public Worker(StoredExperiment stored, IReadOnlyList<ArmFold> folds, WorkerSettings settings, TimeSpan lease, Action<string> note)
    {
        this.stored = stored;
        this.folds = folds;
        this.settings = settings;
        this.lease = lease;
        this.note = note;
        name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");
        dispatch = new Dispatch(stored.Experiment, folds, name);
        patience = new Patience(waitForStore, longestWaitForStore, note);
    }

    /// <summary>What it has done, and where the experiment stands.</summary>
    public WorkerState State
    {
        get
        {
            (int trials, SearchProgress search) = dispatch.Look(all => (all.Sum(fold => fold.Count), all[0].Search.Progress));
            lock (counting)
            {
                double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                return new WorkerState(
                    trials, stored.Experiment.Trials * folds.Count, search, worlds, takenOver, died, seconds, busy.TotalSeconds / (seconds * Math.Max(1, lanes)));
            }
        }
    }

    /// <summary>Works until nothing is left to do, or it is interrupted; then what it had begun is given back.</summary>
    /// <param name="progress">Is told now and then where it stands.</param>
    /// <param name="interruption">Ends it.</param>
    /// <exception cref="UserException">The device rounds otherwise than the experiment's first one, or the store holds what it should not.</exception>
    /// <exception cref="StoreAwayException">The store went away and did not come back.</exception>
    /// <exception cref="ConflictException">Somebody else came to another outcome of a run.</exception>
    public void Work(Action<WorkerState> progress, CancellationToken interruption)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        LanePlan plan = Plan();
        lanes = plan.Lanes;
        Thread[] threads = [.. Enumerable.Range(0, plan.Lanes).Select(lane => new Thread(() => WorkInLane(plan.Threads, ending))
        {
            Name = $"lane {lane}",
        })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        long renewed = Environment.TickCount64;
        while (!Array.TrueForAll(threads, thread => thread.Join(waitForOthers / plan.Lanes)))
        {
            if (Environment.TickCount64 - renewed > lease.TotalMilliseconds / 4)
            {
                renewed = Environment.TickCount64;
                TryRenew();
            }

            progress(State);
        }

        progress(State);
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private LanePlan Plan()
    {
        using ComputeDevice device = DeviceCatalogue.Open(settings.Device);
        if (stored.Origin.WhyBitsMayDiffer(device) is string difference && !settings.IsMixed)
        {
            throw new UserException($"the experiment was {difference}; a worker like its first one belongs to it, or --mixed, which gives exactness up");
        }

        return LanePlan.Choose(device, stored.Experiment.World.Parameters, settings.Lanes);
    }

    private void WorkInLane(int threads, CancellationTokenSource ending)
    {
        try
        {
            using ComputeDevice device = DeviceCatalogue.Open(settings.Device, workers: threads);
            while (!ending.IsCancellationRequested && MayBegin())
            {
                // As long as another lane waits for the store, this one begins nothing.
                bool waits = patience.IsNeeded;
                if (!waits && Take(ending.Token) is Assignment assignment)
                {
                    Carry(assignment, device, ending.Token);
                }
                else if (!waits && (settings.EndsWhenIdle || dispatch.IsComplete))
                {
                    return;
                }
                else
                {
                    GiveBackTurn();
                    ending.Token.WaitHandle.WaitOne(waitForOthers);
                }
            }
        }
        catch (Exception exception)
        {
            // The thread's end must not be the program's; whoever waits for all lanes throws it.
            lock (counting)
            {
                failure ??= exception;
            }

            ending.Cancel();
        }
    }

    private Assignment? Take(CancellationToken interruption)
    {
        Assignment? assignment = null;
        patience.Try(() => assignment = dispatch.Next(), interruption);
        return assignment;
    }

    private bool MayBegin()
    {
        lock (counting)
        {
            return begun++ < (settings.MostRuns ?? int.MaxValue);
        }
    }

    private void GiveBackTurn()
    {
        lock (counting)
        {
            begun--;
        }
    }

    private void Carry(Assignment assignment, ComputeDevice device, CancellationToken interruption)
    {
        long start = Stopwatch.GetTimestamp();
        RunEvaluation evaluation = new(stored.Experiment, assignment.Fold, device, name, patience, note);
        Outcome? outcome = assignment.Claim.Lost >= MostFailures
            ? evaluation.GiveUp(assignment.Claim, assignment.Trial)
            : evaluation.Carry(assignment.Claim, assignment.Trial, interruption);
        if (outcome is null)
        {
            patience.Try(() => dispatch.Release(assignment), interruption);
            return;
        }

        if (!patience.Try(() => dispatch.Complete(assignment, outcome), interruption))
        {
            note($"run {outcome.Run} could not be kept; somebody will make it again");
            return;
        }

        lock (counting)
        {
            busy += Stopwatch.GetElapsedTime(start);
            worlds++;
            takenOver += assignment.Claim.Lost > 0 ? 1 : 0;
            died += outcome.Status == OutcomeStatus.Ok ? 0 : 1;
        }
    }

    private void TryRenew()
    {
        try
        {
            dispatch.Renew();
        }
        catch (UserException exception)
        {
            note(exception.Message);
        }
    }
}
