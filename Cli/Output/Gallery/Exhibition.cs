using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>
/// Makes worlds again by their recipes, several at once, and keeps what they look like. That they come to the same end shows that the
/// pictures are of the worlds that the experiment counts.
/// </summary>
/// <param name="results">The experiment.</param>
/// <param name="folder">Where pictures go.</param>
/// <param name="films">Whether films go there too.</param>
internal sealed class Exhibition(CampaignResults results, GalleryFolder folder, bool films)
{
    /// <summary>The folder of pictures and films.</summary>
    public const string Worlds = "worlds";

    private readonly Lock counting = new();
    private int begun;
    private int done;

    /// <summary>Makes them.</summary>
    /// <param name="outcomes">The runs.</param>
    /// <param name="device">Where, as <see cref="DeviceCatalogue.Open"/> names it.</param>
    /// <param name="plan">How many at once.</param>
    /// <param name="progress">Is told how many are made.</param>
    /// <param name="interruption">Ends it.</param>
    /// <returns>Each, in the order of the runs.</returns>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public Exhibit[] Make(IReadOnlyList<Outcome> outcomes, string device, LanePlan plan, Action<long> progress, CancellationToken interruption)
    {
        Exhibit[] made = new Exhibit[outcomes.Count];
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        Task[] lanes = [.. Enumerable.Range(0, plan.Lanes).Select(_ => Task.Factory.StartNew(WorkInLane, TaskCreationOptions.LongRunning))];
        Task.WhenAll(lanes).GetAwaiter().GetResult();
        interruption.ThrowIfCancellationRequested();
        return made;

        void WorkInLane()
        {
            try
            {
                using ComputeDevice opened = DeviceCatalogue.Open(device, workers: plan.Threads);
                while (!ending.IsCancellationRequested && Next(outcomes.Count) is int index)
                {
                    made[index] = Make(outcomes[index], opened, ending.Token);
                    Tell(progress);
                }
            }
            catch (OperationCanceledException)
            {
                // Whoever waits for all lanes knows why.
            }
            catch
            {
                ending.Cancel();
                throw;
            }
        }
    }

    private int? Next(int count) => Interlocked.Increment(ref begun) - 1 is int index && index < count ? index : null;

    private void Tell(Action<long> progress)
    {
        lock (counting)
        {
            progress(++done);
        }
    }

    private Exhibit Make(Outcome outcome, ComputeDevice device, CancellationToken interruption)
    {
        // A world that lived on from other trials has a life before this one, which comes again too.
        long end = results.RecipeOf(outcome.Run).Steps;
        long first = end - (results.Experiment.Observation.Steps - results.Experiment.Observation.BurnIn);
        using Onlooker onlooker = new(first, end, films);
        using EncounterWitness witness = new(first);
        Replay replay = Replay.Of(results, outcome, device, interruption, onlooker, witness);
        string picture = $"{Worlds}/{outcome.Run}.png";
        onlooker.WritePicture(folder[picture]);
        string? film = films ? $"{Worlds}/{outcome.Run}.webp" : null;
        if (film is not null)
        {
            onlooker.WriteFilm(folder[film]);
        }

        return new Exhibit(replay, picture, film, GalleryEncounters.Of(witness.Seen));
    }
}
