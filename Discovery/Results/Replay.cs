using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Results;

/// <summary>A run that was made again by its recipe.</summary>
/// <param name="Run">The run.</param>
/// <param name="Recorded">The hash of its last state, as its outcome has it.</param>
/// <param name="StateHash">The hash that came out again.</param>
public sealed record Replay(RunKey Run, string Recorded, string StateHash)
{
    /// <summary>Whether it ended in the same bits.</summary>
    public bool IsSame => Recorded == StateHash;

    /// <summary>Some runs of the search that an experiment is about, drawn by its seed, of those that ended well.</summary>
    /// <param name="results">The experiment.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<Outcome> Draw(CampaignResults results, int count)
    {
        List<Outcome> left = [.. results.Main.Trials.SelectMany(trial => trial.Outcomes).Where(outcome => outcome.Status == OutcomeStatus.Ok)];
        List<Outcome> drawn = [];
        while (drawn.Count < count && left.Count > 0)
        {
            int index = (int)Philox.Below(left.Count, results.Experiment.Seed, RandomStream.Resampling, 0, (ulong)drawn.Count);
            drawn.Add(left[index]);
            left.RemoveAt(index);
        }

        return drawn;
    }

    /// <summary>Makes a run again.</summary>
    /// <param name="results">The experiment.</param>
    /// <param name="outcome">The run.</param>
    /// <param name="device">Where; on one that rounds as the first one did the bits are the same.</param>
    /// <param name="interruption">Ends it.</param>
    /// <param name="observers">Who looks on.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static Replay Of(
        CampaignResults results, Outcome outcome, ComputeDevice device, CancellationToken interruption, params IReadOnlyList<RunObserver> observers)
    {
        Recipe recipe = results.RecipeOf(outcome.Run);
        using WorldRun run = new(new RunTask(new NewWorld(recipe), recipe.Steps, Repeats: true), device, observers, _ => { });
        RunResult result = run.Run(_ => { }, interruption);
        interruption.ThrowIfCancellationRequested();
        return new Replay(outcome.Run, outcome.StateHash, result.StateHash);
    }
}
