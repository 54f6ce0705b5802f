using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>What a run follows from, so that it can be repeated.</summary>
internal sealed class RecipeOutput : RunObserver
{
    private readonly string path;

    public RecipeOutput(string path)
        : base(interval: null)
    {
        Check(path);
        this.path = path;
    }

    /// <summary>Makes sure that a recipe can be written there.</summary>
    public static void Check(string path)
    {
        FileEnding.Require(path, "recipes", ".json");
    }

    public override string Written => path;

    public override void Finish(ConfiguredWorld world) => Write(path, world.KnowsItsPast ? world.Recipe : null);

    /// <summary>Writes a recipe, if there is one.</summary>
    public static void Write(string path, Recipe? recipe)
    {
        if (recipe is null)
        {
            throw new UserException(
                $"'{path}' was not written: the world came from a file that does not say how it came to be, so it has no recipe");
        }

        using AtomicFile file = new(path);
        file.Append(recipe.ToJson());
        file.Commit();
    }
}
