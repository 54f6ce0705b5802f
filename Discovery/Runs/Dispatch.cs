using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>A run in a lane's hands.</summary>
/// <param name="Fold">The search that it belongs to.</param>
/// <param name="Claim">The run, and that nobody else has it.</param>
/// <param name="Trial">What it tries.</param>
internal sealed record Assignment(ArmFold Fold, Claim Claim, Proposal Trial);

/// <summary>Finds the next free run of an experiment's searches, for all lanes of a process.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="folds">Its searches, in the order in which lanes turn to them.</param>
/// <param name="worker">Who takes runs on.</param>
internal sealed class Dispatch(Experiment experiment, IReadOnlyList<ArmFold> folds, string worker)
{
    // Whoever has a run is asked no more often, which would cost a file server more than it tells.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<Assignment> inHand = [];
    private readonly Dictionary<(ArmFold Fold, RunKey Run), long> taken = [];

    /// <summary>Whether nothing is left to do for anybody.</summary>
    public bool IsComplete
    {
        get
        {
            lock (gate)
            {
                return folds.All(fold => fold.IsComplete);
            }
        }
    }

    /// <summary>Takes on the first run that is free.</summary>
    /// <returns>The run; null where all that may be under way is in somebody's hands.</returns>
    public Assignment? Next()
    {
        lock (gate)
        {
            foreach (ArmFold fold in folds)
            {
                fold.Advance();
                for (int trial = fold.Count; trial < fold.Horizon; trial++)
                {
                    for (int world = 0; world < experiment.Worlds; world++)
                    {
                        if (TryTake(fold, new RunKey(trial, world)) is Assignment assignment)
                        {
                            return assignment;
                        }
                    }
                }
            }

            return null;
        }
    }

    /// <summary>Puts a run's outcome where all see it.</summary>
    public void Complete(Assignment assignment, Outcome outcome)
    {
        ArmFold fold = assignment.Fold;
        fold.Store.Complete(outcome);
        DropWorlds(fold, outcome.Run);
        lock (gate)
        {
            inHand.Remove(assignment);
            fold.Advance();
        }
    }

    /// <summary>Gives a run back.</summary>
    public void Release(Assignment assignment)
    {
        lock (gate)
        {
            inHand.Remove(assignment);
        }

        assignment.Fold.Store.Release(assignment.Claim);
    }

    /// <summary>Says of all runs in hand that somebody still works on them.</summary>
    public void Renew()
    {
        Assignment[] held;
        lock (gate)
        {
            held = [.. inHand];
        }

        foreach (Assignment assignment in held)
        {
            // Where somebody else has taken it over, both come to the same outcome.
            assignment.Fold.Store.Renew(assignment.Claim);
        }
    }

    /// <summary>Looks at the searches while no lane changes them.</summary>
    public T Look<T>(Func<IReadOnlyList<ArmFold>, T> look)
    {
        lock (gate)
        {
            return look(folds);
        }
    }

    // A trial goes on with worlds of the two windows before it, and none is under way that lies more than a window before this one.
    private void DropWorlds(ArmFold fold, RunKey run)
    {
        if (experiment.CheckpointEvery is not null)
        {
            fold.Store.DropWorld(run, WorldStage.UnderWay);
        }

        if (fold.HasLastingWorlds && run.Trial >= 3 * fold.Search.Window)
        {
            fold.Store.DropWorld(run with { Trial = run.Trial - 3 * fold.Search.Window }, WorldStage.Ended);
        }
    }

    private Assignment? TryTake(ArmFold fold, RunKey run)
    {
        long now = Environment.TickCount64;
        if ((taken.TryGetValue((fold, run), out long until) && now < until)
            || inHand.Any(held => held.Fold == fold && held.Claim.Run == run)
            || fold.Find(run) is not null)
        {
            return null;
        }

        Proposal trial = fold.Settle(run.Trial);
        if (fold.Store.TryClaim(run, worker) is not Claim claim)
        {
            taken[(fold, run)] = now + (long)LookAgainAfter.TotalMilliseconds;
            return null;
        }

        taken.Remove((fold, run));
        Assignment assignment = new(fold, claim, trial);
        inHand.Add(assignment);
        return assignment;
    }
}
