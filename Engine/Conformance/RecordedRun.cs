using System.Text.Json;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>A run whose last bits are known for every device of one <see cref="ComputeDevice.Arithmetic"/>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="RecipeFile">What is run.</param>
/// <param name="StateHash">The hash of the world's last state, as <see cref="World.StateHash"/> has it.</param>
public sealed record RecordedRun(string Name, string RecipeFile, string StateHash)
{
    /// <summary>The runs recorded in a folder for a class of devices, in alphabetical order; none for GPUs.</summary>
    /// <param name="folder">Holds <c>hashes.json</c>, by class and name, and <c>recipes/NAME.json</c>.</param>
    /// <param name="arithmetic">The class.</param>
    public static IReadOnlyList<RecordedRun> Find(string folder, string arithmetic)
    {
        using JsonDocument hashes = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "hashes.json")));
        return hashes.RootElement.TryGetProperty(arithmetic, out JsonElement recorded)
            ? [.. recorded.EnumerateObject()
                .Select(run => new RecordedRun(run.Name, Path.Combine(folder, "recipes", run.Name + ".json"), run.Value.GetString()!))
                .OrderBy(run => run.Name, StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Runs it again.</summary>
    /// <param name="device">The device.</param>
    public RecordedRunResult Repeat(ComputeDevice device)
    {
        Recipe recipe = Recipe.Load(RecipeFile);
        using ConfiguredWorld world = new(device, recipe);
        while (world.StepsTaken < recipe.Steps)
        {
            world.Step();
        }

        world.DoWhatIsDue();
        string hash = world.World.StateHash();
        return new RecordedRunResult(Name, hash == StateHash, hash, StateHash);
    }
}

/// <summary>How a device did on a recorded run.</summary>
/// <param name="Name">The run.</param>
/// <param name="Passed">Whether it made the recorded bits.</param>
/// <param name="StateHash">The hash of what it made.</param>
/// <param name="Recorded">The recorded hash.</param>
public sealed record RecordedRunResult(string Name, bool Passed, string StateHash, string Recorded);
