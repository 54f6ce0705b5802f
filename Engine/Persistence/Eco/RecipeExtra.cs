using System.Text;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>How a world came to be, kept beside it, so that a run that goes on from a file can still be repeated from its start.</summary>
internal static class RecipeExtra
{
    private const string Name = "recipe";

    // A quarter of what a file has room for: hours of drawing.
    private const int MostBytes = 16 << 20;

    /// <summary>The extras and the world's recipe, if it knows its past and that is not endless.</summary>
    public static EcoExtras WithRecipe(this EcoExtras extras, ConfiguredWorld world)
    {
        byte[] recipe = world.KnowsItsPast ? Encoding.UTF8.GetBytes(world.Recipe.ToJson()) : [];
        return extras.With(Name, recipe.Length <= MostBytes ? recipe : []);
    }

    /// <summary>The recipe among a file's extras; null if there is none that makes sense.</summary>
    public static Recipe? ReadRecipe(this EcoExtras extras)
    {
        if (extras[Name] is not { Length: > 0 } bytes)
        {
            return null;
        }

        try
        {
            return Recipe.Read(Encoding.UTF8.GetString(bytes.Span), Name);
        }
        catch (UserException)
        {
            return null;
        }
    }
}
