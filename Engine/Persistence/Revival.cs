using System.Collections.Immutable;
using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Engine.Persistence;

/// <summary>
/// What becomes of a world that died, whatever it died of: its recipe may tell how it was brought back, and otherwise its newest
/// autosave takes its place, learning more slowly.
/// </summary>
/// <param name="findLast">The file that was saved last; null before the first.</param>
/// <param name="open">Makes a file's world.</param>
/// <param name="note">Tells what happened.</param>
public sealed class Revival(Func<string?> findLast, Func<string, ConfiguredWorld> open, Action<string> note)
{
    private const int MostInARow = 3;

    private string? lastFile;
    private int inARow;

    /// <summary>Whether a world that died goes on as it is, because its recipe has more to tell.</summary>
    /// <param name="dead">The world that died.</param>
    /// <param name="reason">What it died of.</param>
    public bool GoesOn(ConfiguredWorld dead, string reason)
    {
        if (dead.ActionsToCome == 0)
        {
            return false;
        }

        note($"the world died, but its recipe goes on: {reason}");
        return true;
    }

    /// <summary>
    /// The world that goes on in a dead one's place, which may be the dead one itself; null if there is none, and then the dead one
    /// is still there.
    /// </summary>
    /// <param name="dead">The world that died. It is disposed of before another is made, for memory may have no room for two.</param>
    /// <param name="reason">What it died of.</param>
    public ConfiguredWorld? Revive(ConfiguredWorld dead, string reason)
    {
        if (GoesOn(dead, reason))
        {
            return dead;
        }

        if (findLast() is not string file)
        {
            return null;
        }

        inARow = file == lastFile ? inARow + 1 : 1;
        lastFile = file;
        if (inARow > MostInARow)
        {
            return null;
        }

        try
        {
            EcoFile.Check(file);
        }
        catch (UserException exception)
        {
            note($"the autosave is of no use: {exception.Message}");
            return null;
        }

        dead.Dispose();
        ConfiguredWorld revived = open(file);

        // The file knows nothing of the times before.
        float factor = 1f / (1 << inARow);
        try
        {
            revived.Do(new ChangeParameters(Scaled(revived.World.Parameters, factor)));
        }
        catch
        {
            revived.Dispose();
            throw;
        }

        note($"the world died: {reason}; went back to '{file}' at step {revived.World.StepNumber} and learns {1 / factor:0} times as slowly");
        return revived;
    }

    // The common rate first: setting it does away with the species' own.
    private static ImmutableArray<ParameterAssignment> Scaled(WorldParameters parameters, float factor)
    {
        ParameterDescription rate = parameters.Catalogue.Find(nameof(WorldParameters.LearningRate));
        PerSpecies<float> rates = parameters.LearningRate;
        return
        [
            new(rate, null, Text(rates.Default)),
            .. rates.Overridden.Select(species => new ParameterAssignment(rate, species, Text(rates[species]))),
        ];

        string Text(float value) => (factor * value).ToString("R", CultureInfo.InvariantCulture);
    }
}
