using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine.Devices;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Runs;

/// <summary>Experiments of worlds so small that many of them take a second.</summary>
internal static class TinyExperiment
{
    /// <summary>A search, as a file says it.</summary>
    public const string Search = """
        { "name": "tiny", "seed": 3, "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 },
          "genes": { "GrowthGateSteepness": { "log": [2, 30] }, "LearningRate[each]": { "log": [1e-5, 1e-2] } },
          "observe": { "burnIn": 6, "frames": 3, "every": 2 }, "seeds": 2,
          "search": { "method": "map-elites", "axes": { "borders": 12, "churn": 4 } },
          "budget": { "trials": 24 }, "window": 6 }
        """;

    private static readonly TimeSpan lease = TimeSpan.FromSeconds(30);

    /// <summary>Begins an experiment, or goes on with it, and works until it is done.</summary>
    public static WorkerState Work(string folder, string json, int lanes = 1, int? runs = null, CancellationTokenSource? interruption = null)
    {
        using Campaign campaign = Begin(folder, json);
        Worker worker = new(campaign.Stored, campaign.Folds, new WorkerSettings("cpu", lanes, runs), lease, _ => { });
        worker.Work(_ => { }, interruption?.Token ?? TestContext.Current.CancellationToken);
        return worker.State;
    }

    /// <summary>Begins an experiment, or goes on with it.</summary>
    public static Campaign Begin(string folder, string json)
    {
        using ComputeDevice device = DeviceCatalogue.Open("cpu");
        return Campaign.Begin(new StorePlace(folder, lease), Experiment.Read(json, "tiny"), Origin.Of(device));
    }

    /// <summary>What it came to.</summary>
    public static CampaignResults Read(string folder) => CampaignResults.Read(new StorePlace(folder, lease));

    /// <summary>The hash of the archive.</summary>
    public static string ArchiveHash(string folder)
    {
        using CampaignResults results = Read(folder);
        return results.Main.ArchiveHash;
    }
}
