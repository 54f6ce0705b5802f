using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>How many workers the CPU has changes how long a step takes, and nothing else.</summary>
public class WorkerTests
{
    /// <summary>Worlds of all rules, that learn.</summary>
    public static TheoryData<string> Rules => [.. SpeciesRules.All.Select(rules => rules.Name)];

    /// <summary>One worker, two, and more than there are cores.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Any_number_of_workers_comes_to_the_same_state(string rules)
    {
        string[] hashes = [.. ((int[])[1, 2, 5]).Select(workers => HashOf(rules, workers))];
        Assert.Single(hashes.Distinct());
    }

    private static string HashOf(string rules, int workers)
    {
        using ComputeDevice device = DeviceCatalogue.Open("cpu", workers: workers);
        WorldParameters parameters = RuleSets.Find(rules).Catalogue.Standard.Set("NetworkWidth=8").Set("NetworkDepth=1") with
        {
            Species = 3, GridWidth = 70, GridHeight = 50, StateChannels = 8,
        };
        using World world = new(device, parameters);
        for (int step = 0; step < 6; step++)
        {
            world.Step();
        }

        return world.StateHash();
    }
}
