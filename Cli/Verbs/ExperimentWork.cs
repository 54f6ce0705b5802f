using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Works on an experiment until it is done or somebody interrupts.</summary>
/// <param name="terminal">Where it says how far it has come.</param>
/// <param name="interruption">Ends it; what was begun is given back.</param>
internal sealed class ExperimentWork(Terminal terminal, CancellationToken interruption)
{
    /// <summary>Begins an experiment or goes on with it.</summary>
    /// <returns>Where it stands at the end.</returns>
    public WorkerState Begin(StorePlace place, Experiment experiment, WorkerSettings settings)
    {
        Origin origin;
        using (ComputeDevice device = terminal.Open(settings.Device))
        {
            origin = Origin.Of(device);
        }

        using Campaign campaign = Campaign.Begin(place, experiment, origin);
        return Work(campaign, settings);
    }

    /// <summary>Works along on an experiment that was begun.</summary>
    /// <returns>Where it stands at the end.</returns>
    public WorkerState Join(StorePlace place, WorkerSettings settings)
    {
        using Campaign campaign = Campaign.Open(place);
        return Work(campaign, settings);
    }

    private WorkerState Work(Campaign campaign, WorkerSettings settings)
    {
        Worker worker = new(campaign.Stored, campaign.Folds, settings, campaign.Place.Lease, terminal.Note);
        worker.Work(new WorkerProgress(terminal.Note).Beat, interruption);
        WorkerState state = worker.State;
        terminal.Note(WorkerProgress.Line(state));
        if (interruption.IsCancellationRequested)
        {
            terminal.Note("stopped; what was under way is given back, and the same command goes on");
        }

        return state;
    }
}
