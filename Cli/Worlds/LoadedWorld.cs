using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>Worlds that go on from a file, with some parameters changed.</summary>
internal static class LoadedWorld
{
    /// <summary>Reads what a file says, and finds the changes to be possible.</summary>
    /// <param name="path">The file.</param>
    /// <param name="assignments">The changes, as <c>Name=Value</c> or <c>Name[n]=Value</c>.</param>
    public static WorldPlan Plan(string path, IReadOnlyList<string> assignments)
    {
        RunConfiguration configuration = WorldFile.ReadConfiguration(path);
        ImmutableArray<ParameterAssignment> changes = [.. assignments.Select(configuration.Parameters.Catalogue.Parse)];
        configuration = configuration with
        {
            Parameters = changes.Aggregate(configuration.Parameters, (parameters, change) => change.Apply(parameters)),
        };
        configuration.Validate();
        return new WorldPlan(configuration, (device, note) => Open(path, changes, device, note));
    }

    private static ConfiguredWorld Open(
        string path, ImmutableArray<ParameterAssignment> changes, ComputeDevice device, Action<string> note)
    {
        ConfiguredWorld world = WorldFile.Open(path, device, note);
        if (world.Origin.WhyBitsMayDiffer(device) is string difference)
        {
            note($"{path}: {difference}");
        }

        try
        {
            if (!changes.IsEmpty)
            {
                world.Do(new ChangeParameters(changes));
            }

            // For a world that goes on, a seed that waits for a new start would do nothing.
            if (changes.Any(change => change.Parameter.Name == nameof(WorldParameters.Seed)))
            {
                world.GoOnWithSeed(world.World.Parameters.Seed);
            }

            return world;
        }
        catch
        {
            world.Dispose();
            throw;
        }
    }
}
