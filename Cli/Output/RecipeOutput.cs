using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>What a run follows from, so that it can be repeated.</summary>
internal sealed class RecipeOutput(string path, ConfiguredWorld configured) : RunOutput(interval: null)
{
    public override void Finish(Ecosystem world) => Write(path, configured.Recipe);

    /// <summary>Writes a recipe.</summary>
    public static void Write(string path, Recipe recipe)
    {
        using AtomicFile file = new(path);
        file.Append(recipe.ToJson());
        file.Commit();
    }
}
